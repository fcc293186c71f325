package dev.tidings.web;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a request, at DEBUG: no query, no reader's key, no address of a person; the network only. */
final class AccessLog implements RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.tidings.access");
  private final Networks networks;
  private final FeedReaders readers;

  AccessLog(Networks networks, FeedReaders readers) {
    this.readers = readers;
    this.networks = networks;
  }

  @Override
  public void log(Request request, Response response) {
    String asked = Request.getPathInContext(request);
    if (ContentTypes.isFeed(asked) && response.getStatus() < 400) readers.note(asked, Optional.ofNullable(request.getHeaders().get(HttpHeader.USER_AGENT)).orElse(""));
    if (!LOG.isDebugEnabled()) return;
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
    String path = Secret.hidden(Request.getPathInContext(request)).replaceAll("[\\p{Cc}\\p{Cf}]", "·");
    LOG.debug("access method={} path={} status={} bytes={} ms={} network={}", request.getMethod(), path, response.getStatus(),
        Response.getContentBytesWritten(response), millis, networks.of(request));
  }
}
