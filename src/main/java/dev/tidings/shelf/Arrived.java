package dev.tidings.shelf;

/**
 * A post that is public.
 *
 * @param arrival in this order posts became public; never changed
 * @param state another one whenever anything its author wrote has changed
 */
public record Arrived(Entry entry, long arrival, String state) {}
