package dev.tidings.web;

import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What every answer carries: no scripts, no frames, nothing from elsewhere but pictures that posts show. A page whose address is a
 * secret is not kept, not listed and not told to the next site.
 */
final class Manners extends Handler.Wrapper {
  private static final String POLICY = "default-src 'none'; style-src 'self'%s; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  private static final HttpField STRICT = new PreEncodedHttpField("Content-Security-Policy", POLICY.formatted(""));
  /** An edition's page is the mail itself, with its styles in it. */
  private static final HttpField MAIL = new PreEncodedHttpField("Content-Security-Policy", POLICY.formatted(" 'unsafe-inline'"));
  private static final List<HttpField> ALWAYS = List.of(
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff"), new PreEncodedHttpField("X-Frame-Options", "DENY"),
      new PreEncodedHttpField("Cross-Origin-Opener-Policy", "same-origin"),
      new PreEncodedHttpField("Permissions-Policy", "camera=(), geolocation=(), microphone=()"));
  private static final HttpField REFERRER = new PreEncodedHttpField("Referrer-Policy", "strict-origin-when-cross-origin");
  private static final List<HttpField> SECRET = List.of(
      new PreEncodedHttpField("Referrer-Policy", "no-referrer"), new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store"),
      new PreEncodedHttpField("X-Robots-Tag", "noindex, nofollow"));

  Manners(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    var headers = response.getHeaders();
    ALWAYS.forEach(headers::put);
    headers.put(path.startsWith("/editions/") ? MAIL : STRICT);
    if (Secret.isIn(path)) SECRET.forEach(headers::put);
    else headers.put(REFERRER);
    return super.handle(request, response, callback);
  }
}
