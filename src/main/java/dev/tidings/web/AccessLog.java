package dev.tidings.web;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line a request, at DEBUG: no query, no reader's key, no address of a person; the network only. */
final class AccessLog implements RequestLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.tidings.access");
  private final Networks networks;

  AccessLog(Networks networks) {
    this.networks = networks;
  }

  @Override
  public void log(Request request, Response response) {
    if (!LOG.isDebugEnabled()) return;
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime());
    String path = Secret.hidden(Request.getPathInContext(request)).replaceAll("[\\p{Cc}\\p{Cf}]", "·");
    LOG.debug("access method={} path={} status={} bytes={} ms={} network={}", request.getMethod(), path, response.getStatus(),
        Response.getContentBytesWritten(response), millis, networks.of(request));
  }
}
