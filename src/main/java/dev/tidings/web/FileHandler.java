package dev.tidings.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
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

/** Files of site/; what is no file goes on to the next handler. */
final class FileHandler extends Handler.Wrapper {
  private static final HttpField ANYBODY = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
  private static final HttpField SHOWN_TO_SCRIPTS = new PreEncodedHttpField(HttpHeader.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Last-Modified, Link");
  private static final HttpField BY_CODING = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding");
  private static final HttpField BY_CODING_AND_READER = new PreEncodedHttpField(HttpHeader.VARY, "Accept-Encoding, Accept");
  private static final HttpField FEW_MINUTES = new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "public, max-age=300");
  private final Handler next;
  private final Handler readers;
  private final Handler browsers;
  private final Supplier<Rooms.Feeds> feeds;

  FileHandler(Path folder, Supplier<Rooms.Feeds> feeds, Handler next) {
    this.next = next;
    this.feeds = feeds;
    this.readers = files(folder, ContentTypes.FOR_READERS);
    this.browsers = files(folder, ContentTypes.FOR_BROWSERS);
    setHandler(new Handler.Sequence(readers, browsers, next));
  }

  private static ResourceHandler files(Path folder, ContentTypes types) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": the folder of the site cannot be made. Nothing is served. Check its permissions.", e);
    }
    var handler = new ResourceHandler() {
      @Override
      protected HttpContent.Factory newHttpContentFactory(ByteBufferPool.Sized buffers) {
        return new SiteFiles(folder, types);
      }

      @Override
      protected ResourceService newResourceService() {
        return new Unchanged();
      }
    };
    handler.setBaseResource(ResourceFactory.of(handler).newResource(folder));
    handler.setDirAllowed(false);
    handler.setEtags(true);
    handler.setWelcomeFiles("index.html");
    handler.setPrecompressedFormats(Coding.formats());
    return handler;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) return next.handle(request, response, callback);
    String path = Request.getPathInContext(request);
    boolean feed = ContentTypes.isFeed(path) || path.equals("/opml.xml");
    var headers = response.getHeaders();
    headers.put(feed ? BY_CODING_AND_READER : BY_CODING);
    if (feed) {
      headers.put(HttpHeader.CACHE_CONTROL, "public, max-age=" + feeds.get().ttlMinutes() * 60);
      if (ContentTypes.isFeed(path)) feeds.get().links(request.getHttpURI().getCanonicalPath()).ifPresent(links -> headers.put(HttpHeader.LINK, links));
      headers.put(ANYBODY);
      headers.put(SHOWN_TO_SCRIPTS);
    } else {
      headers.put(FEW_MINUTES);
    }
    if ((feed && isBrowser(request) ? browsers : readers).handle(request, response, callback)) return true;
    headers.remove(HttpHeader.CACHE_CONTROL);
    headers.remove(HttpHeader.VARY);
    headers.remove(HttpHeader.LINK);
    return next.handle(request, response, callback);
  }

  /** Answers 304 itself: Jetty would make it an error page, with the error's way through the handlers. */
  private static final class Unchanged extends ResourceService {
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

  /** Feed readers do not ask for text/html. */
  private static boolean isBrowser(Request request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.ACCEPT)).filter(accept -> accept.contains("text/html")).isPresent();
  }
}
