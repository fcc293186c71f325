package dev.tidings.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ResourceService;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * Files of site/; what is no file goes on to the next handler. A file in memory is sent by the thread that read the request; everything
 * else, which may wait for a disk or a store, gets a thread of its own.
 */
final class FileHandler extends Handler.Wrapper {
  private static final HttpField ANYBODY = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
  private static final HttpField SHOWN_TO_SCRIPTS = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Last-Modified, Link");
  private static final HttpField BY_CODING = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
  private static final HttpField BY_CODING_AND_READER = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding, Accept");
  private static final HttpField FEW_MINUTES = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "public, max-age=300");
  private final Handler next;
  private final Room readers;
  private final Room browsers;
  private final Supplier<Rooms.Feeds> feeds;

  /** All files, under the types for one kind of client. */
  private record Room(SiteFiles files, ResourceHandler handler) {}

  FileHandler(Path folder, Supplier<Rooms.Feeds> feeds, Handler next) {
    this.next = next;
    this.feeds = feeds;
    this.readers = room(folder, ContentTypes.FOR_READERS);
    this.browsers = room(folder, ContentTypes.FOR_BROWSERS);
    setHandler(new Handler.Sequence(readers.handler(), browsers.handler(), next));
  }

  private static Room room(Path folder, ContentTypes types) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": the folder of the site cannot be made. Nothing is served. Check its permissions.", e);
    }
    var files = new SiteFiles(folder, types);
    var handler = new ResourceHandler() {
      @Override
      protected HttpContent.Factory newHttpContentFactory(ByteBufferPool.Sized buffers) {
        return files;
      }

      @Override
      protected ResourceService newResourceService() {
        return new Answering();
      }
    };
    handler.setBaseResource(ResourceFactory.of(handler).newResource(folder));
    handler.setDirAllowed(false);
    handler.setEtags(true);
    handler.setWelcomeFiles("index.html");
    handler.setPrecompressedFormats(Coding.formats());
    return new Room(files, handler);
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    if (head || HttpMethod.GET.is(request.getMethod())) {
      String path = Request.getPathInContext(request);
      boolean feed = isFeed(path);
      Room room = feed && isBrowser(request) ? browsers : readers;
      Optional<PlainAsk> ask = PlainAsk.of(request.getHeaders());
      Optional<KeptFile> file = ask.flatMap(plain -> room.files().atHand(path + plain.ending()));
      if (file.isPresent()) {
        label(request, path, feed, response.getHeaders());
        if (file.get().answer(ask.orElseThrow(), head, response, callback)) return true;
        unlabel(response.getHeaders());
      }
      elsewhere(request, response, callback, () -> found(request, response, callback, path, feed, room));
    } else {
      elsewhere(request, response, callback, () -> next.handle(request, response, callback));
    }
    return true;
  }

  private interface Rest {
    boolean isTaken() throws Exception;
  }

  /** As Jetty does with a handler that may wait. */
  private static void elsewhere(Request request, Response response, Callback callback, Rest rest) {
    request.getComponents().getExecutor().execute(() -> {
      try {
        if (!rest.isTaken()) Response.writeError(request, response, callback, HttpStatus.NOT_FOUND_404);
      } catch (Throwable e) {
        Response.writeError(request, response, callback, e);
      }
    });
  }

  private boolean found(Request request, Response response, Callback callback, String path, boolean feed, Room room) throws Exception {
    label(request, path, feed, response.getHeaders());
    if (room.handler().handle(request, response, callback)) return true;
    unlabel(response.getHeaders());
    return next.handle(request, response, callback);
  }

  private void label(Request request, String path, boolean feed, HttpFields.Mutable headers) {
    headers.put(vary(feed));
    if (feed) {
      headers.put(HttpHeader.CACHE_CONTROL, "public, max-age=" + feeds.get().ttlMinutes() * 60);
      if (ContentTypes.isFeed(path)) feeds.get().links(request.getHttpURI().getCanonicalPath()).ifPresent(links -> headers.put(HttpHeader.LINK, links));
      headers.put(ANYBODY);
      headers.put(SHOWN_TO_SCRIPTS);
    } else {
      headers.put(FEW_MINUTES);
    }
  }

  private static void unlabel(HttpFields.Mutable headers) {
    headers.remove(EnumSet.of(HttpHeader.CACHE_CONTROL, HttpHeader.VARY, HttpHeader.LINK));
  }

  /** Says by itself what an answer depends on, and that nothing changed: Jetty knows of codings only, and would make a 304 an error page. */
  private static final class Answering extends ResourceService {
    @Override
    protected void putHeaders(Response response, HttpContent content, long length) {
      super.putHeaders(response, content, length);
      vary(response);
    }

    @Override
    protected void putNotModifiedHeaders(Response response, HttpContent content) {
      super.putNotModifiedHeaders(response, content);
      vary(response);
    }

    private static void vary(Response response) {
      response.getHeaders().put(FileHandler.vary(isFeed(Request.getPathInContext(response.getRequest()))));
    }

    @Override
    protected void writeHttpError(Request request, Response response, Callback callback, int status) {
      if (status == HttpStatus.NOT_MODIFIED_304) {
        response.setStatus(status);
        response.write(true, BufferUtil.EMPTY_BUFFER, callback);
      } else {
        super.writeHttpError(request, response, callback, status);
      }
    }
  }

  private static boolean isFeed(String path) {
    return ContentTypes.isFeed(path) || path.equals("/opml.xml");
  }

  private static HttpField vary(boolean feed) {
    return feed ? BY_CODING_AND_READER : BY_CODING;
  }

  /** Feed readers do not ask for text/html. */
  private static boolean isBrowser(Request request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT)).filter(accept -> accept.contains("text/html")).isPresent();
  }
}
