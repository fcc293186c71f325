package dev.tidings.app;

import dev.tidings.cli.FolderRemoval;
import dev.tidings.cli.House;
import dev.tidings.cli.Opener;
import dev.tidings.cli.Serving;
import dev.tidings.store.NativeLibrary;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;

/** What the launcher runs once after a build, so that the classes of ordinary commands are in its archive. */
final class Training {
  private Training() {}

  /** @param args {@code help} for a start that only shows help, {@code serve} for a house that is served, {@code work} for the others; a folder for SQLite's library */
  public static void main(String[] args) throws IOException {
    Main.start("--help");
    if (args[0].equals("help")) return;
    work(args[0].equals("serve"));
    NativeLibrary.unpack(Path.of(args[1]));
  }

  private static void work(boolean served) throws IOException {
    Path folder = Files.createTempDirectory("tidings-training-");
    try {
      String house = folder.resolve("house").toString();
      Main.start("init", "--home", house);
      Main.start("plan", "--home", house);
      Main.start("preview", "--home", house);
      Main.start("feeds", "--home", house);
      Main.start("report", "--json", "--home", house);
      if (served) serve(folder.resolve("house"));
    } finally {
      FolderRemoval.of(folder).forEach(System.err::println);
    }
  }

  /** As far as a first reader gets. */
  private static void serve(Path home) throws IOException {
    try (House house = OpenHouse.open(home, Clock.systemDefaultZone(), Opener.Purpose.WORK); Serving serving = house.serve(OptionalInt.of(0))) {
      for (String page : List.of("health", "", "subscribe", "feeds/all/atom.xml")) {
        try (var socket = new Socket(serving.address().getHost(), serving.address().getPort())) {
          socket.getOutputStream().write(("GET /" + page + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
          socket.getInputStream().readAllBytes();
        }
      }
    }
  }
}
