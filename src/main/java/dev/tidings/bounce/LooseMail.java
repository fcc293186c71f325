package dev.tidings.bounce;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads any octets as a message. Reports come from every kind of software, cut off, re-encoded, with other line ends and
 * with boundaries that nothing declares; so nothing here throws, and what cannot be a part is text.
 */
final class LooseMail {
  /** A report stands in front of what it returns; more than this is somebody's attachment. */
  private static final int READ = 1 << 19;
  private static final int DEPTH = 12;
  private static final int PARTS = 60;
  private static final Pattern BOUNDARY = Pattern.compile("(?m)^--([^\\s-][^\\n]{0,200}|-[^\\n]{1,200})\\n(?=content-)", Pattern.CASE_INSENSITIVE);

  private LooseMail() {}

  static Part read(byte[] octets) {
    String text = new String(octets, 0, Math.min(octets.length, READ), StandardCharsets.ISO_8859_1);
    return part(Encodings.lines(text).stripLeading(), DEPTH, "text/plain");
  }

  static Part part(String text, int depth, String unsaid) {
    int cut = text.startsWith("\n") ? 0 : text.indexOf("\n\n");
    String head = cut < 0 ? text : text.substring(0, cut);
    Fields header = Fields.read(head);
    boolean headless = header.all().isEmpty();
    String body = headless ? text : cut < 0 ? "" : text.substring(Math.min(text.length(), cut + 2));
    if (text.startsWith("\n")) body = text.substring(1);
    String declared = header.first("content-type").orElse(unsaid);
    Matcher type = Pattern.compile("^\\s*([\\w.+-]+/[\\w.+-]+)").matcher(declared);
    String name = type.find() ? type.group(1).toLowerCase(Locale.ROOT) : unsaid;
    if (depth > 0 && name.startsWith("multipart/")) return multipart(header, name, body, Part.parameter(declared, "boundary"), depth);
    var leaf = new Part(header, name, body, List.of());
    boolean holdsMail = name.equals("message/rfc822") || name.equals("message/global");
    return depth > 0 && holdsMail ? new Part(header, name, body, List.of(part(leaf.octets().stripLeading(), depth - 1, "text/plain"))) : leaf;
  }

  private static Part multipart(Fields header, String type, String body, String boundary, int depth) {
    String found = !boundary.isEmpty() && ("\n" + body).contains("\n--" + boundary) ? boundary : guessed(body);
    if (found.isEmpty()) return new Part(header, "text/plain", body, List.of());
    String unsaid = type.equals("multipart/digest") ? "message/rfc822" : "text/plain";
    String[] pieces = ("\n" + body).split(Pattern.quote("\n--" + found) + "(?:--)?[ \\t]*(?=\\n|$)", PARTS);
    var children = new ArrayList<Part>();
    for (int i = 0; i < pieces.length; i++) {
      String piece = pieces[i].startsWith("\n") ? pieces[i].substring(1) : pieces[i];
      if (i > 0 && !piece.isBlank()) children.add(part(piece, depth - 1, unsaid));
    }
    return new Part(header, type, "", children);
  }

  /** The first line that begins a part, whatever was declared. */
  private static String guessed(String body) {
    Matcher found = BOUNDARY.matcher(body);
    return found.find() ? found.group(1).stripTrailing() : "";
  }
}
