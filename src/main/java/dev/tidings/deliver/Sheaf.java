package dev.tidings.deliver;

import dev.tidings.mail.MailComposer;
import dev.tidings.mail.PreparedMail;
import dev.tidings.queue.Claim;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.queue.Sheet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** Prepared variants, made once and kept while they are in use; the least recently used one goes first. */
final class Sheaf {
  private static final int KEPT = 64;
  private final DeliveryQueue queue;
  private final MailComposer composer;
  private final Map<Long, Ready> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Ready> eldest) {
      return size() > KEPT;
    }
  };

  /** @param sender of the envelope, by subscription */
  record Ready(LongFunction<String> sender, PreparedMail mail) {}

  Sheaf(DeliveryQueue queue, MailComposer composer) {
    this.queue = queue;
    this.composer = composer;
  }

  synchronized Ready of(Claim claim) {
    if (claim.work().notice()) return prepare(claim);
    Ready ready = kept.get(claim.work().variant());
    if (ready == null) {
      ready = prepare(claim);
      kept.put(claim.work().variant(), ready);
    }
    return ready;
  }

  private Ready prepare(Claim claim) {
    Sheet sheet = queue.sheet(claim);
    return new Ready(composer.envelopeSender(sheet), composer.prepare(sheet));
  }
}
