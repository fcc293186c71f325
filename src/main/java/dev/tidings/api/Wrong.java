package dev.tidings.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request that is not carried out; nothing was changed. RFC 9457 */
final class Wrong extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String detail;
  private final transient Optional<String> pointer;

  private Wrong(int status, String title, String detail, Optional<String> pointer) {
    super(title, null, false, false);
    this.status = status;
    this.detail = detail;
    this.pointer = pointer;
  }

  Wrong(int status, String title, String detail) {
    this(status, title, detail, Optional.empty());
  }

  /** A field of the body. RFC 6901 */
  static Wrong field(String name, String detail) {
    return new Wrong(422, "A field is wrong", detail, Optional.of("/" + name));
  }

  int status() {
    return status;
  }

  Map<String, Object> asJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "about:blank");
    json.put("title", String.valueOf(getMessage()));
    json.put("status", status);
    json.put("detail", detail);
    pointer.ifPresent(at -> json.put("pointer", at));
    return json;
  }
}
