/**
 * What an author wrote. A folder of Markdown files comes in; {@link dev.tidings.post.Post}s and a list of
 * {@link dev.tidings.post.PostProblem}s go out. Open {@link dev.tidings.post.PostFolder} first. One bad file
 * costs that file and one clear message, never the run. Nothing here renders, numbers or remembers anything.
 */
@NullMarked
package dev.tidings.post;

import org.jspecify.annotations.NullMarked;
