package dev.tidings.mail;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;

/** The two kinds of signature that DKIM knows. */
public enum DkimKind {
  /** RFC 6376 3.3.1, RFC 8301 */
  RSA("rsa", "SHA256withRSA"),
  /** RFC 8463 3 */
  ED25519("ed25519", "Ed25519");

  private static final int RAW = 32;
  private final String word;
  private final String algorithm;

  DkimKind(String word, String algorithm) {
    this.word = word;
    this.algorithm = algorithm;
  }

  String word() {
    return word;
  }

  Signature ready(PrivateKey secret) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(secret);
      return signature;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A DKIM key of kind " + word + " does not sign", e);
    }
  }

  /** RFC 8463 3: Ed25519 signs the text's SHA-256, where RSA takes it itself. */
  byte[] sign(Signature signature, byte[] text) {
    try {
      signature.update(this == RSA ? text : MessageDigest.getInstance("SHA-256").digest(text));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A DKIM key of kind " + word + " does not sign", e);
    }
  }

  PrivateKey make() {
    try {
      KeyPairGenerator maker = KeyPairGenerator.getInstance(this == RSA ? "RSA" : "Ed25519");
      if (this == RSA) maker.initialize(DkimKey.BITS);
      return maker.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA and Ed25519 are part of every JDK from 15 on", e);
    }
  }

  /** The public half as it is published: of RSA with its type around it, of Ed25519 bare. RFC 8463 4.2 */
  byte[] open(PrivateKey secret) {
    try {
      if (secret instanceof RSAPrivateCrtKey rsa)
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())).getEncoded();
      // The JDK derives a public key only while it makes a pair: it is given the secret it would draw.
      KeyPairGenerator maker = KeyPairGenerator.getInstance("Ed25519");
      maker.initialize(NamedParameterSpec.ED25519, new Given(((EdECPrivateKey) secret).getBytes().orElseThrow()));
      byte[] whole = maker.generateKeyPair().getPublic().getEncoded();
      return Arrays.copyOfRange(whole, whole.length - RAW, whole.length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("RSA and Ed25519 are part of every JDK from 15 on", e);
    }
  }

  /** Draws what it was given. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final byte[] octets;

    Given(byte[] octets) {
      this.octets = octets.clone();
    }

    @Override
    public void nextBytes(byte[] into) {
      System.arraycopy(octets, 0, into, 0, into.length);
    }
  }
}
