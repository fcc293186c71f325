package dev.tidings.doctor;

import static dev.tidings.doctor.MailSeen.unless;

import dev.tidings.mail.DkimKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Lines 14 and 15: the signature, checked against the record that the key asks to be published. RFC 6376 */
record SealRules(MailSeen mail, List<DkimKey> keys, boolean relaySigns) {
  private static final List<String> TWICE = List.of("from", "to", "cc", "reply-to", "subject", "date", "message-id", "mime-version", "content-type", "list-unsubscribe", "list-unsubscribe-post");

  List<MailLine> judge() {
    String form = "DKIM (RFC 6376 5.4.2, RFC 8301)";
    String bytes = "the signature fits the bytes that go out (RFC 6376 6.1)";
    Optional<MailSeen.Field> own = mail.fields().stream().filter(field -> field.name().equalsIgnoreCase("DKIM-Signature") && Tags.of(field.value()).value("a").startsWith("rsa-")).findFirst();
    if (own.isEmpty()) {
      String none = relaySigns ? "Nothing is signed here. Let the relay sign for " + MailSeen.domain(mail.address("From")) + "."
          : "Nothing is signed: Gmail and Yahoo refuse bulk mail without DKIM. 'tidings doctor --new-key' makes a key, mail.dkim names it.";
      return List.of(relaySigns ? MailLine.doubt(14, form, none) : MailLine.of(14, form, "", Stream.of(Optional.of(none))), MailLine.kept(15, bytes, "There is no signature of ours to check."));
    }
    Tags tags = Tags.of(own.get().value());
    return List.of(shape(form, tags), MailLine.of(15, bytes, "Body hash and signature verify with the key's own record.", Stream.of(verified(own.get(), tags))));
  }

  private MailLine shape(String rule, Tags tags) {
    List<String> named = Arrays.stream(tags.value("h").toLowerCase(Locale.ROOT).split(":")).map(String::strip).toList();
    String from = MailSeen.domain(mail.address("From"));
    return MailLine.of(14, rule, "%s, %s, d=%s s=%s; %d fields, each once more than it occurs.".formatted(tags.value("a"), tags.value("c"), tags.value("d"), tags.value("s"), TWICE.size()), Stream.of(
        unless(tags.value("a").equals("rsa-sha256") && tags.value("c").equals("relaxed/relaxed"), "It is not rsa-sha256 and relaxed/relaxed."),
        unless(tags.value("d").equals(from), "d=" + tags.value("d") + " is not the sender's domain " + from + "."), unless(tags.value("l").isEmpty(), "It has l=, so that anybody may add to it."),
        TWICE.stream().filter(name -> named.stream().filter(name::equals).count() != mail.count(name) + 1).findFirst().map(name -> name + " is not oversigned.")));
  }

  private Optional<String> verified(MailSeen.Field field, Tags tags) {
    try {
      String hash = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(octets(relaxedBody(mail.body()))));
      if (!hash.equals(tags.value("bh").replaceAll("\\s", ""))) return Optional.of("The body hash is another: the body was changed after signing.");
      Optional<DkimKey> key = keys.stream().filter(one -> one.selector().equals(tags.value("s")) && tags.value("a").startsWith("rsa")).findFirst();
      if (key.isEmpty()) return Optional.of("No key of ours is called " + tags.value("s") + ".");
      var verifier = Signature.getInstance("SHA256withRSA");
      verifier.initVerify(published(key.get()));
      verifier.update(octets(signed(field, tags)));
      return unless(verifier.verify(Base64.getDecoder().decode(tags.value("b").replaceAll("\\s", ""))), "The signature does not verify.");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.of("The signature cannot be checked (" + e.getMessage() + ").");
    }
  }

  private static PublicKey published(DkimKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(Tags.of(key.record()).value("p"))));
  }

  /** RFC 6376 3.7: the named fields from below, then the signature's own without its value. */
  private String signed(MailSeen.Field field, Tags tags) {
    var left = new ArrayList<>(mail.fields());
    var out = new StringBuilder();
    for (String name : tags.value("h").split(":")) {
      for (int i = left.size() - 1; i >= 0; i--) {
        if (!left.get(i).name().equalsIgnoreCase(name.strip())) continue;
        out.append(relaxed(left.remove(i).lines())).append("\r\n");
        break;
      }
    }
    return out + relaxed(field.lines()).replaceFirst("; ?b=[^;]*$", "; b=");
  }

  private static String relaxed(String lines) {
    String flat = lines.replace("\r\n", "").replaceAll("[ \t]+", " ");
    int colon = flat.indexOf(':');
    return flat.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":" + flat.substring(colon + 1).strip();
  }

  /** RFC 6376 3.4.4 */
  private static String relaxedBody(String body) {
    String shorter = body.replaceAll("[ \t]+(?=\r\n)", "").replaceAll("[ \t]+", " ").replaceAll("(\r\n)+$", "");
    return shorter.isEmpty() ? "" : shorter + "\r\n";
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
