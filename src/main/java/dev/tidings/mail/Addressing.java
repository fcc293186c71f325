package dev.tidings.mail;

import java.time.Instant;

/**
 * Who one copy is for.
 *
 * @param seed unique to this copy and the same on every try
 * @param name may be empty
 * @param subscription 0 for a notice
 * @param date of the first try
 */
public record Addressing(String seed, String address, String name, long subscription, Instant date) {}
