package dev.tidings.feed;

import java.time.Instant;

/**
 * What is known of a post or an edition without reading it: enough to say which documents it is in, and whether they have changed.
 *
 * @param key unique in the house
 * @param arrival the order in which pieces became public; archives are cut along it
 * @param state another one whenever its entry would be
 */
record Piece(String key, long arrival, Instant dated, String state) {}
