package dev.tidings.bounce;

import dev.tidings.bounce.BounceSettings.Protocol;
import dev.tidings.bounce.BounceSettings.Remote;
import dev.tidings.bounce.BounceSettings.Security;
import dev.tidings.bounce.BounceSettings.Server;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.angus.mail.imap.IMAPFolder;

/** A mailbox by IMAP (RFC 9051) or POP3 (RFC 1939). A message goes when its result is stored, one at a time. */
record RemoteBox(Remote remote, Duration patience) {
  private static final String KEPT = "$TidingsKept";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  RemoteBox(Remote remote) {
    this(remote, PATIENCE);
  }

  /** @return how many messages wait; nothing is taken or marked */
  int count() {
    try (Store store = store()) {
      connect(store);
      Folder folder = store.getFolder(remote.server().protocol() == Protocol.IMAP ? remote.folder() : "INBOX");
      folder.open(Folder.READ_ONLY);
      int count = folder.getMessageCount();
      folder.close(false);
      return count;
    } catch (MessagingException e) {
      throw trouble(e);
    }
  }

  void empty(Taker taker) {
    try (Store store = store()) {
      connect(store);
      Folder folder = open(store);
      try {
        for (Message message : waiting(folder)) take(store, folder, message, taker);
      } finally {
        // POP3 deletes when it quits, IMAP has done so already
        folder.close(true);
      }
    } catch (MessagingException | IOException e) {
      throw trouble(e);
    }
  }

  /**
   * Waits until something may have come: by IDLE where the server has it (RFC 2177), at most so long.
   *
   * @param alarm wakes us when the time is over
   */
  void await(Duration longest, ScheduledExecutorService alarm) throws InterruptedException {
    if (remote.server().protocol() == Protocol.POP3) {
      Thread.sleep(longest.toMillis());
      return;
    }
    try (Store store = store()) {
      connect(store);
      IMAPFolder folder = (IMAPFolder) open(store);
      ScheduledFuture<?> end = alarm.schedule(() -> stir(folder), longest.toMillis(), TimeUnit.MILLISECONDS);
      folder.idle(true);
      end.cancel(false);
      folder.close(false);
    } catch (MessagingException noIdle) {
      Thread.sleep(longest.toMillis());
    }
  }

  /** Any command ends an IDLE. */
  private static void stir(IMAPFolder folder) {
    try {
      folder.getMessageCount();
    } catch (MessagingException gone) {
      // the waiting thread sees the same, and goes on
      return;
    }
  }

  private Store store() throws MessagingException {
    Server server = remote.server();
    String name = (server.protocol() == Protocol.IMAP ? "imap" : "pop3") + (server.security() == Security.TLS ? "s" : "");
    var properties = new Properties();
    String prefix = "mail." + name + ".";
    for (String key : List.of("timeout", "connectiontimeout", "writetimeout")) properties.setProperty(prefix + key, Long.toString(patience.toMillis()));
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    properties.setProperty(prefix + "peek", "true");
    properties.setProperty(prefix + "fetchsize", "1048576");
    // RFC 8314: a password crosses no network in clear
    for (String key : List.of("enable", "required")) properties.setProperty(prefix + "starttls." + key, String.valueOf(server.security() == Security.STARTTLS));
    return Session.getInstance(properties).getStore(name);
  }

  private void connect(Store store) throws MessagingException {
    store.connect(remote.server().host(), remote.server().port(), remote.login().username(), remote.login().password());
  }

  private Folder open(Store store) throws MessagingException {
    Folder folder = store.getFolder(remote.server().protocol() == Protocol.IMAP ? remote.folder() : "INBOX");
    folder.open(Folder.READ_WRITE);
    return folder;
  }

  private static List<Message> waiting(Folder folder) throws MessagingException {
    Message[] all = folder.getMessages();
    var profile = new FetchProfile();
    profile.add(FetchProfile.Item.FLAGS);
    if (folder instanceof IMAPFolder) folder.fetch(all, profile);
    var waiting = new ArrayList<Message>();
    for (Message message : all) if (!message.isSet(Flags.Flag.DELETED) && !message.getFlags().contains(KEPT)) waiting.add(message);
    return waiting;
  }

  private void take(Store store, Folder folder, Message message, Taker taker) throws MessagingException, IOException {
    var octets = new Octets();
    message.writeTo(octets);
    if (taker.take(octets.toByteArray())) {
      message.setFlag(Flags.Flag.DELETED, true);
      if (folder instanceof IMAPFolder imap) imap.expunge(new Message[] {message});
    } else if (folder instanceof IMAPFolder imap) {
      keep(store, imap, message);
    }
  }

  private void keep(Store store, IMAPFolder folder, Message message) throws MessagingException {
    if (remote.unknown().isEmpty()) {
      if (folder.getPermanentFlags().contains(Flags.Flag.USER)) message.setFlags(new Flags(KEPT), true);
      return;
    }
    Folder aside = store.getFolder(remote.unknown().get());
    if (!aside.exists()) aside.create(Folder.HOLDS_MESSAGES);
    folder.copyMessages(new Message[] {message}, aside);
    message.setFlag(Flags.Flag.DELETED, true);
    folder.expunge(new Message[] {message});
  }

  private BoxTrouble trouble(Exception e) {
    String box = "%s at %s:%d".formatted(remote.login().username(), remote.server().host(), remote.server().port());
    if (e instanceof AuthenticationFailedException) return new BoxTrouble(box + ": the server refuses name or password (" + e.getMessage() + "). Correct them.", e);
    if (e instanceof FolderNotFoundException) return new BoxTrouble(box + ": there is no folder " + remote.folder() + ". Name one that exists.", e);
    return new BoxTrouble(box + ": the mailbox cannot be read (" + e.getMessage() + "). Check host, port and security.", e);
  }
}
