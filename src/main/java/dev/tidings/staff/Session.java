package dev.tidings.staff;

import java.time.Instant;

/**
 * An account that is signed in somewhere.
 *
 * @param digest names it in the store · @param formToken what this session's forms carry · @param network from which it was opened
 */
public record Session(String digest, Account account, String formToken, String network, Instant since) {}
