package dev.tidings.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers to requests that no page took or that broke: a page, or a problem document, and never a stack trace. */
final class Failures extends ErrorHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int BROKEN = 500;
  private final Supplier<Rooms> rooms;

  Failures(Supplier<Rooms> rooms) {
    this.rooms = rooms;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    if (status >= BROKEN && request.getAttribute(ERROR_EXCEPTION) instanceof Throwable cause && !(cause instanceof IOException))
      LOG.error("web: {} {} broke", request.getMethod(), Secret.hidden(Request.getPathInContext(request)), cause);
    Problem problem = Problem.of(status);
    boolean json = wantsJson(Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT)).orElse(""));
    var headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, json ? Problem.JSON : "text/html; charset=utf-8");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    byte[] body = (json ? Pages.json(problem.asJson()) : new Pages(rooms.get()).problem(problem)).getBytes(StandardCharsets.UTF_8);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  static boolean wantsJson(String accept) {
    return accept.contains("json") && !accept.contains("text/html");
  }
}
