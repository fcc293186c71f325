package dev.tidings.audience;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Where list files name an address. */
record Mentions(Path folder) {
  /** As {@code subscribers/daily.csv:3}, in order. */
  List<String> of(MailAddress address) {
    if (!Files.isDirectory(folder)) return List.of();
    var whole = Pattern.compile("(?<![\\w.+-])" + Pattern.quote(address.address()) + "(?![\\w-]|\\.\\w)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    var found = new ArrayList<String>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) search(file, whole, found);
    } catch (IOException e) {
      throw new UncheckedIOException("subscribers/ cannot be searched. Nothing was changed. Check its permissions.", e);
    }
    return List.copyOf(found);
  }

  private void search(Path file, Pattern whole, List<String> found) throws IOException {
    try (var lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (whole.matcher(line).find()) found.add("subscribers/" + folder.relativize(file).toString().replace('\\', '/') + ":" + number);
      }
    }
  }
}
