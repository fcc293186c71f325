package dev.tidings.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came in.
 *
 * @param header by name, as it was sent
 * @param body already bounded by who received it
 */
record Request(Function<String, Optional<String>> header, byte[] body, Instant at) {
  /** Operators try again for a day; what is older is a copy of somebody's. */
  private static final Duration OLDEST = Duration.ofHours(24);
  private static final Duration AHEAD = Duration.ofMinutes(10);
  private static final int DEEPEST = 40;
  private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build()).build()).build();

  JsonNode json() throws Unproved {
    return json(body);
  }

  static JsonNode json(byte[] text) throws Unproved {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Unproved(400, "it is no JSON");
    } catch (IOException e) {
      throw new Unproved(400, "it cannot be read");
    }
  }

  String head(String name) throws Unproved {
    return header.apply(name).orElseThrow(() -> new Unproved(401, "it has no " + name));
  }

  /** @param login {@code name:password} of HTTP basic authentication. RFC 7617 2 */
  void requireLogin(String login) throws Unproved {
    String wanted = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    if (!MessageDigest.isEqual(wanted.getBytes(StandardCharsets.US_ASCII), head("Authorization").getBytes(StandardCharsets.UTF_8)))
      throw new Unproved(401, "its name and password are not ours");
  }

  void requireFresh(Instant signed) throws Unproved {
    if (signed.isBefore(at.minus(OLDEST))) throw new Unproved(401, "it is older than a day");
    if (signed.isAfter(at.plus(AHEAD))) throw new Unproved(401, "it is of the future");
  }

  /** Seconds since 1970, as text. */
  static Instant seconds(String text) throws Unproved {
    if (!text.matches("\\d{1,11}")) throw new Unproved(401, "its time is no time");
    return Instant.ofEpochSecond(Long.parseLong(text));
  }
}
