/**
 * Posts and editions become RSS, Atom, JSON Feed, OPML and pages in site/, put in place atomically. Open {@link
 * dev.tidings.feed.FeedComposer} first. What was made of the same the last time keeps its bytes and date and is not even read.
 * This package never decides what is public, and never keeps an archive in memory.
 *
 * <p>RSS and Atom are written by {@link dev.tidings.feed.Xml} and judged in tests by ROME, Woodstox and the JDK. ROME 2.1.0 does not write them here: its
 * generators make one JDOM tree of each whole feed, while an entry of ours is set once and its bytes go into every feed and archive
 * that holds it; its SyndFeed conversion drops self, hub and via links in RSS and doubles dc: elements; an illegal character in one
 * post throws for the whole feed.
 */
@NullMarked
package dev.tidings.feed;

import org.jspecify.annotations.NullMarked;
