/**
 * The JSON API for programs, below /api/v1. A request with a key comes in; one call to a desk and its outcome go out, or a problem document
 * (RFC 9457). Open {@link dev.tidings.api.Api} first; what it promises to programs is openapi.json beside it, and a test holds both
 * together. A POST may carry an Idempotency-Key: sent again within a day it is answered again and carried out once.
 */
@NullMarked
package dev.tidings.api;

import org.jspecify.annotations.NullMarked;
