package dev.tidings.cli;

import dev.tidings.mail.MailComposer;
import dev.tidings.run.Preview;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** A mail as files that a browser and a mail program open; each is put in place whole. */
record PreviewFiles(Path folder, String name) {
  List<Path> write(Preview.Mail mail, MailComposer composer) {
    try {
      Files.createDirectories(folder);
      var written = new ArrayList<Path>();
      String html = mail.letter().parts().html();
      if (html.isEmpty()) Files.deleteIfExists(folder.resolve(name + ".html"));
      else written.add(put(".html", html.getBytes(StandardCharsets.UTF_8)));
      written.add(put(".txt", mail.letter().parts().text().getBytes(StandardCharsets.UTF_8)));
      written.add(put(".eml", composer.compose(mail.sheet(), mail.to())));
      return written;
    } catch (IOException e) {
      throw Refusal.wrongUse("%s cannot be written (%s). Nothing was changed in the house. Give another folder with --out.", folder, String.valueOf(e.getMessage()));
    }
  }

  private Path put(String ending, byte[] bytes) throws IOException {
    Path fresh = Files.write(folder.resolve("." + name + ending), bytes);
    return Files.move(fresh, folder.resolve(name + ending), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
