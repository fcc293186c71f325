package dev.tidings.shelf;

import java.net.URI;

/**
 * The site that the posts are published on, where it is not ours.
 *
 * @param url ends with '/'
 * @param permalink the pattern of a post's address below it, Jekyll's or Hugo's
 */
public record PostSite(URI url, String permalink) {}
