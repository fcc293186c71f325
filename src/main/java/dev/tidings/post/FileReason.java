package dev.tidings.post;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Why a file could not be read or written, in an admin's words: the exceptions of the platform mostly say only its path. */
public final class FileReason {
  private FileReason() {}

  public static String of(IOException e) {
    if (e instanceof AccessDeniedException) return "permission denied";
    if (e instanceof NoSuchFileException) return "it is not there";
    if (e instanceof FileAlreadyExistsException) return "a file is where a folder should be";
    if (e instanceof CharacterCodingException) return "it is not UTF-8 text";
    if (e instanceof FileSystemException system && system.getReason() != null) return system.getReason().toLowerCase(Locale.ROOT);
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().lines().findFirst().orElse("");
  }
}
