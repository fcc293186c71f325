package dev.tidings.post;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading one file: a post, or a reason why there is none, and what should be said about it.
 *
 * @param post empty where the file is held (an error among the problems) or is not a post (a note among them)
 * @param draft the author keeps it back ({@code draft: true}, {@code published: false}, a _drafts folder); not a problem
 */
public record Reading(FileStamp stamp, Optional<Post> post, boolean draft, List<PostProblem> problems) {}
