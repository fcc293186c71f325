package dev.tidings.staff;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Argon2id with 19 MiB, two passes, one lane (RFC 9106; the second of OWASP's equal choices). At most two are worked out at once. */
final class Passwords {
  private static final int MEMORY_KIB = 19_456;
  private final Semaphore desks = new Semaphore(2);

  /** Made when somebody is let in for the first time: it takes a quarter of a second, and the library keeps the 19 MiB. */
  private static final class Desk {
    static final Argon2Function ARGON2 = Argon2Function.getInstance(MEMORY_KIB, 2, 1, 32, Argon2.ID);

    /** Of a password that nobody has: what an unknown name is compared with. */
    static final String NOBODYS = ARGON2.hash(java.util.UUID.randomUUID().toString()).getResult();
  }

  String hash(String password) {
    return oneOfTwo(() -> Password.hash(password).addRandomSalt(16).with(Desk.ARGON2).getResult());
  }

  boolean isRight(String password, Optional<String> hash) {
    String nobodys = Desk.NOBODYS; // for known and unknown names alike, so that the first one takes no longer than the other
    String known = hash.orElse(nobodys);
    boolean right = oneOfTwo(() -> Password.check(password, known).with(Argon2Function.getInstanceFromHash(known)));
    return right && hash.isPresent();
  }

  private <T> T oneOfTwo(java.util.function.Supplier<T> work) {
    desks.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      desks.release();
    }
  }
}
