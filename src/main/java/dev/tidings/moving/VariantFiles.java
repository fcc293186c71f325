package dev.tidings.moving;

import dev.tidings.audience.CsvTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The bytes of variants, from the files that people read. */
record VariantFiles(Handle sql, Parcel parcel, Map<Long, String> places) implements BookReader.Further {
  VariantFiles(Handle sql, Parcel parcel) {
    this(sql, parcel, sql.createQuery("SELECT id, newsletter, number FROM edition").map((row, context) -> Map.entry(row.getLong(1), row.getString(2) + " " + row.getString(3))).stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public List<String> names() {
    return List.of("html", "text", "body");
  }

  @Override
  public void bind(PreparedStatement row, int from, CsvTable.Row cells) throws SQLException, IOException {
    String[] edition = places.getOrDefault(Long.parseLong(cells.text("edition")), " ").split(" ", 2);
    String name = EditionShelf.name(edition[0], edition[1], Long.parseLong(cells.text("id")));
    row.setString(from, Files.readString(parcel.file(name + ".html"), StandardCharsets.UTF_8));
    row.setString(from + 1, Files.readString(parcel.file(name + ".txt"), StandardCharsets.UTF_8));
    row.setBytes(from + 2, body(Files.readAllBytes(parcel.file(name + ".eml"))));
  }

  /** What follows the first empty line. RFC 5322 2.1 */
  private static byte[] body(byte[] mail) {
    for (int i = 0; i + 3 < mail.length; i++)
      if (mail[i] == '\r' && mail[i + 1] == '\n' && mail[i + 2] == '\r' && mail[i + 3] == '\n') return Arrays.copyOfRange(mail, i + 4, mail.length);
    return new byte[0];
  }
}
