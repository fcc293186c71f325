package dev.tidings.mail;

import dev.tidings.store.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A private key for signing, its file readable by its owner only: RSA of 2048 bits (RFC 8301 3.2) or Ed25519 (RFC 8463).
 *
 * @param selector the name below {@code _domainkey} that the public key is published under. RFC 6376 3.1
 */
public record DkimKey(String selector, DkimKind kind, PrivateKey secret) {
  static final int BITS = 2048;
  private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
      PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

  /** Nothing may be signed with it: the file is missing, open to others, or no such key. */
  public static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unfit(String message, Exception cause) {
      super(message, cause);
    }

    Unfit(String message) {
      super(message);
    }
  }

  /** Both keys of a house, as configured. @throws Unfit with file, reason and way out */
  public static List<DkimKey> of(DkimSettings settings) {
    var keys = new ArrayList<DkimKey>();
    keys.add(read(settings.rsa(), DkimKind.RSA));
    settings.ed25519().ifPresent(place -> keys.add(read(place, DkimKind.ED25519)));
    return keys;
  }

  private static DkimKey read(DkimSettings.Place place, DkimKind wanted) {
    DkimKey key = read(place.selector(), place.key());
    if (key.kind() == wanted) return key;
    throw new Unfit("%s: the key is %s, and %s is configured. Nothing is signed or sent. Put its selector below mail.dkim.%s."
        .formatted(place.key(), key.kind().word(), wanted.word(), key.kind() == DkimKind.RSA ? "selector" : "ed25519"));
  }

  /** @throws Unfit with file, reason and way out */
  public static DkimKey read(String selector, Path file) {
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains))
        throw new Unfit(file + ": others may read or write this private key. Nothing is signed or sent. Run chmod 600 on it, or make a new one.");
      String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      PrivateKey key = parse(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
      if (key instanceof RSAPrivateCrtKey rsa && rsa.getModulus().bitLength() >= BITS) return new DkimKey(selector, DkimKind.RSA, rsa);
      if (key instanceof EdECPrivateKey ed && ed.getParams().getName().equals("Ed25519")) return new DkimKey(selector, DkimKind.ED25519, ed);
      throw new Unfit(file + ": the key is neither an RSA key of 2048 bits or more nor Ed25519. Nothing is signed or sent. Make one: tidings doctor --new-key " + selector);
    } catch (IOException e) {
      throw new Unfit(file + ": the private key cannot be read (" + e + "). Nothing is signed or sent. Make one: tidings doctor --new-key " + selector, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Unfit(file + ": this is no private key in PKCS#8 form (" + e.getMessage() + "). Nothing is signed or sent. Make one: tidings doctor --new-key " + selector, e);
    }
  }

  private static PrivateKey parse(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(spec);
    } catch (GeneralSecurityException noRsa) {
      return KeyFactory.getInstance("EdDSA").generatePrivate(spec);
    }
  }

  /** Makes a file that did not exist. */
  public static DkimKey make(String selector, Path file, DkimKind kind) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      PrivateKey secret = kind.make();
      PrivateFile.create(file);
      String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(secret.getEncoded());
      Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n", StandardOpenOption.WRITE);
      return new DkimKey(selector, kind, secret);
    } catch (FileAlreadyExistsException e) {
      throw new Unfit(file + ": there is a key already, and it stays. Give the new one another selector.", e);
    } catch (IOException e) {
      throw new Unfit(file + ": the key cannot be written (" + e + "). Nothing was made. Check the folder's permissions.", e);
    }
  }

  /** The text of the TXT record at {@code SELECTOR._domainkey.DOMAIN}. RFC 6376 3.6.1, RFC 8463 4 */
  public String record() {
    return "v=DKIM1; k=" + kind.word() + "; p=" + Base64.getEncoder().encodeToString(kind.open(secret));
  }

  @Override
  public String toString() {
    return "DKIM key " + selector;
  }
}
