package dev.tidings.audience;

import dev.tidings.store.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret part of a reader's links: key version, subscription, and an HMAC over both and the purpose. 25 octets, 34
 * characters of URL-safe base64; no address. RFC 2104
 */
public final class Tokens {
  private static final int MAC_OCTETS = 16;
  private static final int OCTETS = 1 + Long.BYTES + MAC_OCTETS;
  private static final int KEY_OCTETS = 32;
  private final TreeMap<Integer, SecretKeySpec> keys;
  private final ThreadLocal<TreeMap<Integer, Mac>> macs = ThreadLocal.withInitial(TreeMap::new);

  /** What a link is for; a token of one purpose is worthless for another. */
  public enum Purpose { UNSUBSCRIBE, PREFERENCES, CONFIRM, BOUNCE, FORM, MOVE_FROM, MOVE_TO, EDITOR }

  /** Whose link it is; of an editor's link the number of the mail it stands in. */
  public record Claim(long subscription, int keyVersion) {}

  private Tokens(TreeMap<Integer, SecretKeySpec> keys) {
    this.keys = keys;
  }

  /** Reads the keys; makes the file, readable by its owner only, where it is missing. Lines: version, blank, key in hex. */
  public static Tokens open(Path file) {
    try {
      if (!Files.exists(file)) make(file);
      var keys = new TreeMap<Integer, SecretKeySpec>();
      for (String line : Files.readAllLines(file)) {
        String[] part = line.strip().split("\\s+");
        if (part.length != 2 || !part[0].matches("[1-9]\\d?") || !part[1].matches("[0-9a-f]{64}"))
          throw new IllegalStateException(file + ": a line is not 'version key'. No link can be made or checked. Restore the file from a backup.");
        keys.put(Integer.parseInt(part[0]), new SecretKeySpec(HexFormat.of().parseHex(part[1]), "HmacSHA256"));
      }
      if (keys.isEmpty()) throw new IllegalStateException(file + ": holds no key. No link can be made or checked. Restore it from a backup.");
      return new Tokens(keys);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": the keys cannot be read or made. Nothing was sent. Check its permissions.", e);
    }
  }

  /** Two processes may come at once: the link is made by one of them, and both read that one. */
  private static void make(Path file) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] key = new byte[KEY_OCTETS];
    new SecureRandom().nextBytes(key);
    Path fresh = PrivateFile.createIn(folder, "tokens", ".new");
    try {
      Files.writeString(fresh, "1 " + HexFormat.of().formatHex(key) + "\n");
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException other) {
      // another process was first: its keys are the house's
    } finally {
      Files.delete(fresh);
    }
  }

  /** Made with the newest key. */
  public String token(Purpose purpose, long subscription) {
    int version = keys.lastKey();
    byte[] all = ByteBuffer.allocate(OCTETS).put((byte) version).putLong(subscription).put(mac(version, purpose, subscription)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** Empty for whatever this house did not make for this purpose. Compared in constant time. */
  public Optional<Claim> verify(String token, Purpose purpose) {
    if (!token.matches("[A-Za-z0-9_-]{34}")) return Optional.empty();
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    boolean canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(all).equals(token);
    var in = ByteBuffer.wrap(all);
    int version = in.get();
    long subscription = in.getLong();
    if (!canonical || !keys.containsKey(version)) return Optional.empty();
    byte[] given = Arrays.copyOfRange(all, OCTETS - MAC_OCTETS, OCTETS);
    boolean ours = MessageDigest.isEqual(mac(version, purpose, subscription), given);
    return ours ? Optional.of(new Claim(subscription, version)) : Optional.empty();
  }

  private byte[] mac(int version, Purpose purpose, long subscription) {
    Mac mac = macs.get().computeIfAbsent(version, this::ready);
    byte[] text = ByteBuffer.allocate(2 + Long.BYTES).put((byte) version).put((byte) (purpose.ordinal() + 1)).putLong(subscription).array();
    return Arrays.copyOf(mac.doFinal(text), MAC_OCTETS);
  }

  private Mac ready(int version) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(keys.get(version));
      return mac;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", missing);
    }
  }
}
