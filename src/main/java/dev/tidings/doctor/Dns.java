package dev.tidings.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Questions to a recursive resolver: each is asked once, and all of them together take a bounded time. */
public final class Dns {
  /** Room for a key of 4096 bits in one datagram; above it the library asks again by TCP. RFC 6891 */
  private static final int DATAGRAM = 1232;
  private static final Duration EACH = Duration.ofSeconds(4);
  private static final Duration ALL = Duration.ofSeconds(30);
  private final Resolver resolver;
  private final Map<String, Answer> known = new HashMap<>();
  private final long until = System.nanoTime() + ALL.toNanos();

  private Dns(Resolver resolver, Duration each) {
    this.resolver = resolver;
    resolver.setEDNS(0, DATAGRAM, 0);
    resolver.setTimeout(each);
  }

  /** The resolvers of this machine. */
  public static Dns ofThisMachine() {
    var resolver = new ExtendedResolver();
    resolver.setRetries(1);
    return new Dns(resolver, EACH);
  }

  public static Dns at(InetSocketAddress server) {
    return new Dns(new SimpleResolver(server), EACH);
  }

  static Dns at(InetSocketAddress server, Duration each) {
    return new Dns(new SimpleResolver(server), each);
  }

  Answer txt(String name) {
    return ask(name, Type.TXT);
  }

  /** Each as {@code 10 mx.dispatch.example}; the null MX of RFC 7505 as {@code 0 .} */
  Answer mx(String name) {
    return ask(name, Type.MX);
  }

  /** A, then AAAA. */
  Answer addresses(String name) {
    Answer four = ask(name, Type.A);
    Answer six = ask(name, Type.AAAA);
    var both = new ArrayList<>(four.values());
    both.addAll(six.values());
    if (!both.isEmpty()) return new Answer.Found(both);
    return four.trouble().isPresent() ? four : six;
  }

  Answer names(InetAddress address) {
    return ask(ReverseMap.fromAddress(address), Type.PTR);
  }

  /** What a name may look like in a question; what is none has no records. */
  private Answer ask(String name, int type) {
    try {
      return ask(Name.fromString(name, Name.root), type);
    } catch (TextParseException e) {
      return new Answer.Nothing();
    }
  }

  private Answer ask(Name name, int type) {
    return known.computeIfAbsent(type + " " + name.toString().toLowerCase(Locale.ROOT), any -> fresh(name, type));
  }

  private Answer fresh(Name name, int type) {
    if (System.nanoTime() - until > 0) return new Answer.Unknown("the DNS was too slow for so many questions");
    try {
      Message reply = resolver.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
      int code = reply.getRcode();
      if (code == Rcode.NXDOMAIN) return new Answer.Nothing();
      if (code != Rcode.NOERROR) return new Answer.Unknown("the resolver answered " + Rcode.string(code));
      List<String> values = reply.getSection(Section.ANSWER).stream().filter(record -> record.getType() == type).flatMap(record -> value(record).stream()).toList();
      return values.isEmpty() ? new Answer.Nothing() : new Answer.Found(values);
    } catch (IOException e) {
      return new Answer.Unknown("the resolver did not answer: " + e.getMessage());
    }
  }

  private static Optional<String> value(Record record) {
    if (record instanceof TXTRecord txt) {
      var text = new StringBuilder();
      for (byte[] string : txt.getStringsAsByteArrays()) text.append(new String(string, StandardCharsets.UTF_8));
      return Optional.of(text.toString());
    }
    if (record instanceof MXRecord mx) return Optional.of(mx.getPriority() + " " + plain(mx.getTarget()));
    if (record instanceof ARecord a) return Optional.of(a.getAddress().getHostAddress());
    if (record instanceof AAAARecord aaaa) return Optional.of(aaaa.getAddress().getHostAddress());
    return record instanceof PTRRecord ptr ? Optional.of(plain(ptr.getTarget())) : Optional.empty();
  }

  private static String plain(Name name) {
    return name.equals(Name.root) ? "." : name.toString(true).toLowerCase(Locale.ROOT);
  }

  /** An address written in digits; no name is looked up. */
  static Optional<InetAddress> literal(String text) {
    if (!text.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) return Optional.empty();
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
