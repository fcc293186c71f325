package dev.tidings.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's own certificate: PKCS12 or JKS. One that is renewed in place is used within a minute; one that cannot be used is said, and the old one stays. */
final class Keystore {
  private static final Logger LOG = LoggerFactory.getLogger(Keystore.class);
  private final Listen.Tls tls;
  private final SslContextFactory.Server context = new SslContextFactory.Server();
  private FileTime seen;

  /** @throws PublicSite.CannotListen where it cannot be used */
  Keystore(Listen.Tls tls) {
    this.tls = tls;
    try {
      this.seen = Files.getLastModifiedTime(tls.keystore());
      take(context);
    } catch (IOException | GeneralSecurityException e) {
      throw new PublicSite.CannotListen("%s: %s. Nothing is served. Check serve.tls.keystore and serve.tls.password; 'keytool -list -keystore FILE' shows what is in it.".formatted(tls.keystore(), reason(e)), e);
    }
  }

  SslContextFactory.Server context() {
    return context;
  }

  /** Looks once a minute, as long as the server runs. */
  void watch(Scheduler scheduler) {
    scheduler.schedule(() -> {
      renew();
      if (scheduler.isRunning()) watch(scheduler);
    }, 1, TimeUnit.MINUTES);
  }

  /** Takes the file as it is now, if it has changed. */
  void renew() {
    try {
      FileTime now = Files.getLastModifiedTime(tls.keystore());
      if (now.equals(seen)) return;
      seen = now;
      load();
      context.reload(this::taken);
      LOG.info("{} changed and is used from now on", tls.keystore());
    } catch (Exception e) {
      LOG.error("{}: {}. The old certificate stays in use. Mend the file.", tls.keystore(), reason(e));
    }
  }

  private void taken(SslContextFactory factory) {
    try {
      take(factory);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(reason(e), e);
    }
  }

  private void take(SslContextFactory factory) throws IOException, GeneralSecurityException {
    factory.setKeyStore(load());
    factory.setKeyStorePassword(tls.password());
  }

  private KeyStore load() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType()); // reads PKCS12 and JKS
    char[] password = tls.password().toCharArray();
    try (InputStream in = Files.newInputStream(tls.keystore())) {
      store.load(in, password);
    }
    for (String alias : Collections.list(store.aliases()))
      if (store.isKeyEntry(alias) && store.getKey(alias, password) != null) return store;
    throw new GeneralSecurityException("it holds no private key");
  }

  private static String reason(Exception thrown) {
    if (thrown instanceof NoSuchFileException) return "there is no such file";
    if (thrown instanceof UnrecoverableKeyException || thrown.getCause() instanceof UnrecoverableKeyException) return "the password does not open it";
    return "the keystore cannot be used (" + java.util.Optional.ofNullable(thrown.getMessage()).orElse("it is cut short") + ")";
  }
}
