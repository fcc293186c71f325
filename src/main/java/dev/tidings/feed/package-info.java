/**
 * Posts and editions become RSS, Atom, JSON Feed, OPML and pages in site/, put in place atomically. Open {@link
 * dev.tidings.feed.FeedComposer} first. Unchanged input leaves unchanged bytes and dates.
 */
@NullMarked
package dev.tidings.feed;

import org.jspecify.annotations.NullMarked;
