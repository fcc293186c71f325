/**
 * Feeds of other sites become files of posts. RSS, Atom and JSON Feed come in over HTTP, each bounded in size and time; Markdown files go out into
 * one folder, which is read like the admin's own: what is held, numbered and told is decided there, by the same rules. Open
 * {@link dev.tidings.intake.FeedIntake} first. It must never call an address of this machine's own network that the admin did not mean, and never
 * take a site's archive for news.
 */
@NullMarked
package dev.tidings.intake;

import org.jspecify.annotations.NullMarked;
