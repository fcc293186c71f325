package dev.tidings.audience;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** src/test/resources/addresses.tsv: odd addresses and what must become of each. */
public final class AddressTable {
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})|\\\\\\\\");
  private static final Pattern REPEAT = Pattern.compile("\u00a7(.+?)(\\d+)\u00a7");

  private AddressTable() {}

  /** @param key of a good one */
  public record Odd(int line, String address, String verdict, Optional<String> key) {
    /** A file in UTF-8 cannot hold half a character. */
    boolean fitsFile() {
      return new String(address.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(address);
    }

    @Override
    public String toString() {
      return "addresses.tsv:" + line + " " + (address.length() > 60 ? address.substring(0, 60) + "…" : address).replaceAll("\\p{C}", "\u00b7");
    }
  }

  public static List<Odd> all() {
    try (InputStream in = AddressTable.class.getResourceAsStream("/addresses.tsv")) {
      String[] lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n");
      return java.util.stream.IntStream.range(0, lines.length).filter(i -> !lines[i].startsWith("# ")).mapToObj(i -> row(i + 1, lines[i].split("\t"))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Odd row(int line, String[] part) {
    return new Odd(line, read(part[0]), part[1], part.length > 2 ? Optional.of(read(part[2])) : Optional.empty());
  }

  private static String read(String text) {
    String plain = ESCAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group(1) == null ? "\\" : "" + (char) Integer.parseInt(found.group(1), 16)));
    return REPEAT.matcher(plain).replaceAll(found -> Matcher.quoteReplacement(found.group(1).repeat(Integer.parseInt(found.group(2)))));
  }

  /** What a list file makes of the cell: the blanks around it are not the address's. */
  static Optional<String> inList(Odd odd) {
    if (odd.key().isPresent()) return odd.key();
    return MailAddress.parse(odd.address().strip()) instanceof MailAddress.Parsed.Good good ? Optional.of(good.address().key()) : Optional.empty();
  }

  /** One reader a row, the address in quotes. */
  public static String csv() {
    var text = new StringBuilder("email,name\n");
    for (Odd odd : all()) if (odd.fitsFile()) text.append('"').append(odd.address().replace("\"", "\"\"")).append("\",Reader\n");
    return text.toString();
  }

  /** The same with YAML's escapes, which can say anything. */
  public static String yaml() {
    var text = new StringBuilder();
    for (Odd odd : all()) {
      text.append("- email: \"");
      odd.address().codePoints().forEach(c -> text.append(c < 0x20 || c >= 0x7f || c == '"' || c == '\\' ? "\\U%08x".formatted(c) : Character.toString(c)));
      text.append("\"\n");
    }
    return text.toString();
  }
}
