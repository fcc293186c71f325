package dev.tidings.shelf;

import dev.tidings.post.FileStamp;
import java.util.List;
import java.util.Set;

/**
 * A folder's listing beside what the shelf remembers.
 *
 * @param unread files whose content must be read again: new, changed, or not settled the last time
 * @param vanished paths that are remembered and no longer there
 */
public record Glance(List<FileStamp> unread, Set<String> vanished) {}
