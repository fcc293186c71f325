package dev.tidings.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.store.Database;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishLockTest {
  @TempDir Path data;

  @Test
  void anotherThreadOfTheSameProgramWaitsForItsTurn() throws Exception {
    try (Database database = Database.inMemory()) {
      PublishLock held = PublishLock.take(database, data).orElseThrow();
      assertThat(PublishLock.take(database, data)).isEmpty();
      CompletableFuture<Void> second = CompletableFuture.runAsync(() -> PublishLock.await(database, data).close());
      Thread.sleep(100);
      assertThat(second).isNotDone();
      held.close();
      second.get(10, TimeUnit.SECONDS);
      PublishLock.take(database, data).orElseThrow().close();
    }
  }
}
