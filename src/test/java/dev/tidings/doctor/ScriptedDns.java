package dev.tidings.doctor;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Tokenizer;

/** A DNS server on loopback that knows what it was told, by UDP and, for what is too large there, by TCP. */
final class ScriptedDns implements AutoCloseable {
  private static final int LARGE = 1232;
  final AtomicInteger asked = new AtomicInteger();
  private final Map<String, List<Record>> records = new HashMap<>();
  private final Map<String, Integer> codes = new HashMap<>();
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private volatile boolean silent;

  ScriptedDns() throws IOException {
    tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    udp = new DatagramSocket(tcp.getLocalPort(), InetAddress.getLoopbackAddress());
    thread(this::datagrams);
    thread(this::connections);
  }

  Dns dns() {
    return Dns.at(address(), Duration.ofSeconds(1));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), udp.getLocalPort());
  }

  void silent() {
    silent = true;
  }

  /** As a zone file has it: {@code "dispatch.example", "MX", "10 mx.dispatch.example."}; text of any length for TXT. */
  ScriptedDns with(String name, String type, String value) {
    try {
      Name owner = Name.fromString(name, Name.root);
      Record record = type.equals("TXT") ? new TXTRecord(owner, DClass.IN, 60, pieces(value))
          : Record.fromString(owner, Type.value(type), DClass.IN, 60, new Tokenizer(value), Name.root);
      records.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new ArrayList<>()).add(record);
      return this;
    } catch (IOException e) {
      throw new IllegalArgumentException(name + " " + type + " " + value, e);
    }
  }

  ScriptedDns failing(String name, int code) {
    codes.put(name, code);
    return this;
  }

  private static List<String> pieces(String value) {
    var pieces = new ArrayList<String>();
    for (int i = 0; i < value.length(); i += 255) pieces.add(value.substring(i, Math.min(value.length(), i + 255)));
    return pieces;
  }

  private Message answer(Message question) {
    asked.incrementAndGet();
    Record asked = question.getQuestion();
    String name = asked.getName().toString(true).toLowerCase(Locale.ROOT);
    var reply = new Message(question.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setFlag(Flags.RA);
    reply.addRecord(asked, Section.QUESTION);
    if (codes.containsKey(name)) reply.getHeader().setRcode(codes.get(name));
    else if (!records.containsKey(name)) reply.getHeader().setRcode(Rcode.NXDOMAIN);
    else records.get(name).stream().filter(record -> record.getType() == asked.getType()).forEach(record -> reply.addRecord(record, Section.ANSWER));
    return reply;
  }

  private void datagrams() {
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[4096], 4096);
        udp.receive(packet);
        if (silent) continue;
        Message question = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
        byte[] wire = answer(question).toWire();
        if (wire.length > LARGE) {
          var cut = new Message(question.getHeader().getID());
          cut.getHeader().setFlag(Flags.QR);
          cut.getHeader().setFlag(Flags.TC);
          cut.addRecord(question.getQuestion(), Section.QUESTION);
          wire = cut.toWire();
        }
        udp.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private void connections() {
    try {
      while (true) {
        try (Socket socket = tcp.accept()) {
          var in = new DataInputStream(socket.getInputStream());
          byte[] wire = answer(new Message(in.readNBytes(in.readUnsignedShort()))).toWire();
          var out = new DataOutputStream(socket.getOutputStream());
          out.writeShort(wire.length);
          out.write(wire);
          out.flush();
        }
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  private static void thread(Runnable work) {
    var thread = new Thread(work, "scripted-dns");
    thread.setDaemon(true);
    thread.start();
  }

  static String reverse(String address) throws TextParseException {
    try {
      return org.xbill.DNS.ReverseMap.fromAddress(address).toString(true);
    } catch (java.net.UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
