package dev.tidings.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.tidings.staff.ApiKeys;
import dev.tidings.staff.ApiKeys.ApiKey;
import dev.tidings.web.Annex;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Everything below /api/v1: whose key it is, what it is good for, and that a request which comes twice is carried out once. */
public final class Api implements Annex {
  static final String PROBLEM = "application/problem+json";
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private final Supplier<ApiDesks> desks;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /** @param desks asked at each request */
  public Api(Supplier<ApiDesks> desks) {
    this.desks = desks;
  }

  @Override
  public void mount(JavalinConfig config, Function<Context, String> requester) {
    for (Operation operation : Operations.all())
      config.routes.addHttpHandler(operation.changes() ? HandlerType.POST : HandlerType.GET, "/api/v1" + operation.path(), context -> answer(operation, context, requester.apply(context)));
    config.routes.get("/api/v1/openapi.json", context -> context.contentType("application/json").result(document()));
    config.routes.exception(Wrong.class, (wrong, context) -> problem(context, wrong));
  }

  static String document() {
    try (InputStream document = Api.class.getResourceAsStream("openapi.json")) {
      if (document == null) throw new IllegalStateException("openapi.json is missing from this program. Build it anew.");
      return new String(document.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(Operation operation, Context context, String requester) {
    context.header("Cache-Control", "no-store");
    ApiDesks now = desks.get();
    ApiKey key = key(context, now.staff().keys());
    if (!key.scopes().contains(operation.scope()))
      throw new Wrong(403, "This key is not good for that", "It has no scope '" + operation.scope().word() + "'. Nothing was changed. An owner makes another one at /admin/keys.");
    var asked = new Asked(context, now, key, operation.changes() ? body(context) : JSON.createObjectNode(), requester);
    String twice = Optional.ofNullable(context.header("Idempotency-Key")).orElse("").strip();
    if (!operation.changes() || twice.isEmpty()) write(context, carryOut(operation, asked));
    else once(operation, asked, twice);
  }

  private static ApiKey key(Context context, ApiKeys keys) {
    String given = Optional.ofNullable(context.header("Authorization")).filter(header -> header.startsWith("Bearer ")).map(header -> header.substring(7).strip()).orElse("");
    return keys.of(given).orElseThrow(() -> new Wrong(401, "No key, or none of ours", "Send 'Authorization: Bearer' and a key; an owner makes one at /admin/keys. Nothing was changed."));
  }

  private static JsonNode body(Context context) {
    String type = Optional.ofNullable(context.contentType()).orElse("");
    if (!type.startsWith("application/json")) throw new Wrong(415, "The body is not JSON", "Send it with 'Content-Type: application/json'. Nothing was changed."); // no plain form of another site can
    try {
      JsonNode body = JSON.readTree(context.body());
      if (body != null && body.isObject()) return body;
    } catch (JsonProcessingException e) {
      throw new Wrong(400, "The body cannot be read", "It is not JSON: line %d, column %d. Nothing was changed.".formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    throw new Wrong(400, "The body cannot be read", "It is not a JSON object. Nothing was changed.");
  }

  private static ApiKeys.Answered carryOut(Operation operation, Asked asked) {
    Operation.Answer answer = operation.work().apply(asked);
    if (operation.changes()) asked.desks().staff().log().note("key:" + asked.key().name(), "api " + operation.path().substring(1), "Answered with " + answer.status() + ".");
    return new ApiKeys.Answered("", answer.status(), written(answer.body()));
  }

  /** The first answer is kept for a day and given again. */
  private void once(Operation operation, Asked asked, String twice) {
    ApiKeys keys = asked.desks().staff().keys();
    String request = operation.path() + " " + written(asked.body());
    String name = asked.key().name() + " " + twice;
    if (twice.length() > 100) throw new Wrong(400, "The Idempotency-Key is too long", "100 characters are the most. Nothing was changed.");
    if (!underWay.add(name)) throw new Wrong(409, "That request is being carried out", "Wait for its answer, or send it again later.");
    try {
      Optional<ApiKeys.Answered> before = keys.answered(asked.key(), twice);
      if (before.isPresent() && !before.get().request().equals(ApiKeys.digest(request)))
        throw new Wrong(422, "That Idempotency-Key was used for something else", "Nothing was changed. Take a new one for each request.");
      if (before.isPresent()) {
        asked.context().header("Idempotent-Replayed", "true");
        write(asked.context(), before.get());
        return;
      }
      ApiKeys.Answered answered = carryOut(operation, asked);
      keys.answer(asked.key(), twice, new ApiKeys.Answered(ApiKeys.digest(request), answered.status(), answered.body()));
      write(asked.context(), answered);
    } finally {
      underWay.remove(name);
    }
  }

  private static void write(Context context, ApiKeys.Answered answered) {
    context.attribute("answered", true);
    context.status(answered.status()).contentType("application/json").result(answered.body());
  }

  private static void problem(Context context, Wrong wrong) {
    context.attribute("answered", true);
    if (wrong.status() == 401) context.header("WWW-Authenticate", "Bearer");
    context.status(wrong.status()).header("Cache-Control", "no-store").contentType(PROBLEM).result(written(wrong.asJson()));
  }

  private static String written(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }
}
