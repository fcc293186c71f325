package dev.tidings.audience;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** One row of CSV as we write it. RFC 4180 */
public final class CsvLine {
  private static final Pattern QUOTED = Pattern.compile("[\",\r\n;\t]|^\\s|\\s$");

  private CsvLine() {}

  public static void write(Appendable out, List<String> cells) throws IOException {
    String comma = "";
    for (String cell : cells) {
      out.append(comma);
      if (QUOTED.matcher(cell).find()) out.append('"').append(cell.replace("\"", "\"\"")).append('"');
      else out.append(cell);
      comma = ",";
    }
    out.append("\r\n");
  }
}
