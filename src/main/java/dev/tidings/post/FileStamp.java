package dev.tidings.post;

import java.nio.file.Path;

/**
 * A file as the folder listing shows it: enough to know that it has not changed since.
 *
 * @param path as in {@link PostFile#path}
 * @param relative as in {@link PostFile#relative}
 * @param modified last modification, nanoseconds since the epoch
 */
public record FileStamp(String path, String relative, Path file, long size, long modified) {}
