package dev.tidings.shelf;

import dev.tidings.post.PostProblem;
import java.util.List;

/**
 * What a gathering came to.
 *
 * @param read files that are meant to be posts
 * @param publishable posts that may go out now
 * @param held files kept back for an error
 * @param changed whether anything on the shelf is different from before
 */
public record Settled(int read, int publishable, int held, boolean changed, List<PostProblem> problems) {}
