package dev.tidings.web;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.http.HttpField;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a file's bytes are sent smaller, best first. RFC 9110 8.4.1, RFC 7932 */
enum Coding {
  BR(CompressedContentFormat.BR) {
    @Override
    byte[] encode(byte[] bytes) throws IOException {
      return Encoder.compress(bytes, Encoder.Parameters.create(bytes.length > SMALL ? QUICK : BEST));
    }
  },
  GZIP(CompressedContentFormat.GZIP) {
    @Override
    byte[] encode(byte[] bytes) throws IOException {
      var out = new ByteArrayOutputStream();
      try (var gzip = new GZIPOutputStream(out) {
        {
          def.setLevel(Deflater.BEST_COMPRESSION);
        }
      }) {
        gzip.write(bytes);
      }
      return out.toByteArray();
    }
  };

  private static final Logger LOG = LoggerFactory.getLogger(Coding.class);
  private static final int SMALL = 256 * 1024;
  private static final int BEST = 11;
  private static final int QUICK = 9;
  private final CompressedContentFormat format;

  Coding(CompressedContentFormat format) {
    this.format = format;
  }

  abstract byte[] encode(byte[] bytes) throws IOException;

  String extension() {
    return format.getExtension();
  }

  /** What Jetty puts behind the tag of a file that it sends coded. */
  String tagEnding() {
    return format.getEtagSuffix();
  }

  HttpField field() {
    return format.getContentEncoding();
  }

  /** By the ending of a path that Jetty asks for. */
  static Optional<Coding> of(String path) {
    return Arrays.stream(values()).filter(coding -> path.endsWith(coding.extension())).findFirst();
  }

  /** What this machine can make. */
  static CompressedContentFormat[] formats() {
    return OFFERED.clone();
  }

  private static final CompressedContentFormat[] OFFERED = offered();

  private static CompressedContentFormat[] offered() {
    if (Brotli4jLoader.isAvailable()) return new CompressedContentFormat[] {BR.format, GZIP.format};
    LOG.warn("br cannot be made on this machine ({}). Files are offered as gzip.", String.valueOf(Brotli4jLoader.getUnavailabilityCause()));
    return new CompressedContentFormat[] {GZIP.format};
  }
}
