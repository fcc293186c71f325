package dev.tidings.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body of so many octets at most; of a longer one the rest is not even read. */
final class Bounded implements HttpResponse.BodySubscriber<byte[]> {
  private final int most;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private Optional<Flow.Subscription> subscription = Optional.empty();

  Bounded(int most) {
    this.most = most;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription granted) {
    subscription = Optional.of(granted);
    granted.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> items) {
    for (ByteBuffer item : items) {
      byte[] block = new byte[Math.min(item.remaining(), most - octets.size() + 1)];
      item.get(block);
      octets.write(block, 0, block.length);
    }
    if (octets.size() <= most) return;
    subscription.ifPresent(Flow.Subscription::cancel);
    body.completeExceptionally(new IOException("it is larger than " + most / 1024 / 1024 + " MB"));
  }

  @Override
  public void onError(Throwable wrong) {
    body.completeExceptionally(wrong);
  }

  @Override
  public void onComplete() {
    body.complete(octets.toByteArray());
  }
}
