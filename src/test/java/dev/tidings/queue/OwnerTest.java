package dev.tidings.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerTest {
  @TempDir Path folder;

  @Test
  void theLockFilesOfKilledProcessesDoNotPileUp() throws Exception {
    Path old = Files.createFile(folder.resolve("1-1-aaaaaaaa.lock"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(2, ChronoUnit.HOURS)));
    Path young = Files.createFile(folder.resolve("1-2-bbbbbbbb.lock"));
    try (Owner first = FileOwner.appear(folder); Owner second = FileOwner.appear(folder)) {
      assertThat(old).doesNotExist();
      assertThat(young).exists();
      assertThat(second.isDead(first.name())).isFalse();
    }
  }
}
