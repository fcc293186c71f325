package dev.tidings.web;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.http.content.HttpContent;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.Resource;

/** A file of the site in memory, with an ETag that is its bytes' digest: strong, and the same after a restart. RFC 9110 8.8.3 */
final class KeptFile implements HttpContent {
  private static final HttpField RANGES = new PreEncodedHttpField(HttpHeader.ACCEPT_RANGES, "bytes");
  private static final Set<CompressedContentFormat> FORMATS = Set.of(Coding.formats());
  private final Resource resource;
  private final ByteBuffer bytes;
  private final Facts facts;
  private final HttpField type;
  private final HttpField length;
  private final HttpField modified;
  private final HttpField tag;
  private final Optional<Coding> coding;
  private final HttpField codedTag;

  /** @param tag without quotes · @param compressible whether a reader may get it as br or gzip */
  record Facts(String type, String tag, Instant modified, boolean compressible) {}

  /** @param bytes as they are sent · @param facts of the file itself, however it is coded */
  KeptFile(Resource resource, byte[] bytes, Facts facts, Optional<Coding> coding) {
    this.resource = resource;
    this.bytes = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
    this.facts = facts;
    this.type = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, facts.type());
    this.length = new HttpField.LongValueHttpField(HttpHeader.CONTENT_LENGTH, bytes.length);
    this.modified = new PreEncodedHttpField(HttpHeader.LAST_MODIFIED, DateGenerator.formatDate(facts.modified()));
    this.tag = new PreEncodedHttpField(HttpHeader.ETAG, '"' + facts.tag() + '"');
    this.coding = coding;
    this.codedTag = coding.<HttpField>map(own -> new PreEncodedHttpField(HttpHeader.ETAG, '"' + facts.tag() + own.tagEnding() + '"')).orElse(tag);
  }

  /** The whole file, or that it is still the one {@code ask} knows; false where another must say which of the two. Never waits. */
  boolean answer(PlainAsk ask, boolean head, Response response, Callback callback) {
    boolean unchanged = ask.known().filter(codedTag.getValue()::equals).isPresent();
    if (ask.known().isPresent() && !unchanged) return false;
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(modified);
    headers.put(codedTag);
    if (unchanged) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      response.write(true, BufferUtil.EMPTY_BUFFER, callback);
      return true;
    }
    headers.put(type);
    headers.put(length);
    headers.put(RANGES);
    coding.ifPresent(own -> headers.put(own.field()));
    response.write(true, head ? BufferUtil.EMPTY_BUFFER : bytes.slice(), callback);
    return true;
  }

  Facts facts() {
    return facts;
  }

  byte[] bytes() {
    var copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  @Override
  public HttpField getContentType() {
    return type;
  }

  @Override
  @SuppressWarnings("NullAway") // Jetty's contract: null = not encoded
  public HttpField getContentEncoding() {
    return null;
  }

  @Override
  public HttpField getContentLength() {
    return length;
  }

  @Override
  public long getContentLengthValue() {
    return bytes.remaining();
  }

  @Override
  public HttpField getLastModified() {
    return modified;
  }

  @Override
  public Instant getLastModifiedInstant() {
    return facts.modified();
  }

  @Override
  public HttpField getETag() {
    return tag;
  }

  @Override
  public String getCharacterEncoding() {
    return "utf-8";
  }

  @Override
  public MimeTypes.Type getMimeType() {
    return MimeTypes.getMimeTypeFromContentType(type);
  }

  @Override
  public Resource getResource() {
    return resource;
  }

  @Override
  public Set<CompressedContentFormat> getPreCompressedContentFormats() {
    return facts.compressible() ? FORMATS : Set.of();
  }

  @Override
  public void writeTo(Content.Sink sink, long offset, long length, Callback callback) {
    ByteBuffer part = bytes.slice();
    part.position((int) Math.min(offset, part.limit()));
    if (length >= 0 && length < part.remaining()) part.limit(part.position() + (int) length);
    sink.write(true, part, callback);
  }
}
