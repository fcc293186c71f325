package dev.tidings.web;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: one port, files of site/ first, then the pages that need a server. Bodies are read before anybody works on them, so
 * that slow senders hold a socket and no thread.
 */
public final class PublicSite implements AutoCloseable {
  private static final int LARGEST_BODY = 32 * 1024;
  /** Operators tell many events at once. */
  private static final int LARGEST_HOOK = 1024 * 1024;
  private static final int LARGEST_HEADER = 16 * 1024;
  private static final int POSTS_A_MINUTE = 30;
  private static final int GUESSES_A_MINUTE = 20;
  private static final int ONE_YEAR_SECONDS = 365 * 24 * 3600;
  private static final int THREADS = 32;
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(PublicSite.class);
  private final FeedReaders readers = new FeedReaders(System::nanoTime);
  private volatile Rooms rooms;
  private final Server server;
  private final String scheme;
  private final ServerConnector connector;

  /**
   * Takes the port; whoever asks waits until {@link #begin}.
   *
   * @param files site/
   * @param annexes what stands beside the readers' pages
   * @throws CannotListen where the port is taken or the address is not this machine's
   */
  public PublicSite(Listen listen, Path files, Rooms rooms, List<Annex> annexes) {
    this.rooms = rooms;
    var threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("web");
    threads.setDaemon(true);
    this.server = new Server(threads);
    this.scheme = listen.tls().isPresent() ? "https" : "http";
    this.connector = connector(listen);
    var networks = new Networks(listen.proxies());
    server.addConnector(connector);
    server.setRequestLog(new AccessLog(networks, readers));
    server.setErrorHandler(new Failures(this::rooms));
    var routes = new Routes(files, new Visit.Door(this::rooms, networks, listen, new Limits(POSTS_A_MINUTE, System::nanoTime), new Limits(GUESSES_A_MINUTE, System::nanoTime)));
    server.setHandler(chain(files, routes, annexes));
    server.setStopTimeout(STOP.toMillis());
    try {
      connector.open();
    } catch (IOException e) {
      throw new CannotListen("%s:%d: the server cannot listen there (%s). Nothing is served. Name another port with --port or serve.port."
          .formatted(listen.host(), listen.port(), e.getMessage()), e);
    }
  }

  /** The port is taken, or the address is another machine's. */
  public static final class CannotListen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotListen(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private ServerConnector connector(Listen listen) {
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(LARGEST_HEADER);
    http.setRelativeRedirectAllowed(true);
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setIdleTimeout(IDLE.toMillis());
    http.setMinRequestDataRate(10);
    var connector = listen.tls().map(tls -> secured(tls, http)).orElseGet(() -> new ServerConnector(server, 1, 1, new HttpConnectionFactory(http)));
    connector.setHost(listen.host());
    connector.setPort(listen.port());
    connector.setIdleTimeout(IDLE.toMillis());
    connector.setAcceptQueueSize(1024);
    return connector;
  }

  /** Browsers that came by TLS once come by TLS only. RFC 6797 */
  private ServerConnector secured(Listen.Tls tls, HttpConfiguration http) {
    var keystore = new Keystore(tls);
    http.addCustomizer(new SecureRequestCustomizer(false, ONE_YEAR_SECONDS, false));
    var connector = new ServerConnector(server, 1, 1, new SslConnectionFactory(keystore.context(), "http/1.1"), new HttpConnectionFactory(http));
    connector.addEventListener(new LifeCycle.Listener() {
      @Override
      public void lifeCycleStarted(LifeCycle started) {
        keystore.watch(connector.getScheduler());
      }
    });
    return connector;
  }

  private Handler chain(Path files, Routes routes, List<Annex> annexes) {
    var pages = new ServletContextHandler("/");
    pages.addServlet(new ServletHolder(Javalin.create(config -> routes.configure(config, annexes)).javalinServlet()), "/*");
    JettyWebSocketServletContainerInitializer.configure(pages, null); // Javalin's servlet insists, though we have no socket
    var whole = new EagerContentHandler(pages, new EagerContentHandler.RetainedContentLoaderFactory(LARGEST_HOOK, 64, true));
    var site = new FileHandler(files, () -> rooms.feeds(), whole);
    var limit = new SizeLimitHandler(LARGEST_BODY, -1);
    limit.setHandler(site);
    return new GracefulHandler(new Manners(new Handler.Sequence(larger(site, path -> path.startsWith("/hooks/") || annexes.stream().anyMatch(annex -> annex.takesFiles(path))), limit)));
  }

  /** The same, for the only requests that may be larger; it takes no others. */
  private static Handler larger(Handler site, Predicate<String> meant) {
    var limit = new SizeLimitHandler(LARGEST_HOOK, -1) {
      @Override
      public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return meant.test(Request.getPathInContext(request)) && super.handle(request, response, callback);
      }
    };
    limit.setHandler(new Handler.Abstract.NonBlocking() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return site.handle(request, response, callback);
      }
    });
    return limit;
  }

  /** Answers from now on. */
  public void begin() {
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("The server did not start: " + e.getMessage(), e);
    }
  }

  private Rooms rooms() {
    return rooms;
  }

  /** From now on pages speak of this house. */
  public void use(Rooms changed) {
    rooms = changed;
  }

  /** The programs that ask for feeds. */
  public FeedReaders feedReaders() {
    return readers;
  }

  /** Where it listens. Not where readers find it: that is the site's URL. */
  public URI address() {
    String host = connector.getHost();
    return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + connector.getLocalPort() + "/");
  }

  /** Takes no more requests and lets those under way end, five seconds at most. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (TimeoutException e) {
      LOG.warn("Some readers were too slow to wait for; their connections are closed.");
    } catch (Exception e) {
      throw new IllegalStateException("The server did not stop in order: " + e.getMessage(), e);
    }
  }
}
