package dev.tidings.shelf;

import dev.tidings.post.FileStamp;
import dev.tidings.post.PostProblem;
import dev.tidings.post.Reading;
import java.util.List;
import java.util.Set;

/**
 * A folder of posts as it is now.
 *
 * @param present every file
 * @param readings of the files that are new or changed since the shelf last looked
 * @param vanished paths that were here the last time
 * @param problems of the folder itself
 */
public record Intake(List<FileStamp> present, List<Reading> readings, Set<String> vanished, List<PostProblem> problems) {}
