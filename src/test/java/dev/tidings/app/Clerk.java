package dev.tidings.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.staff.Role;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody at the admin's pages, as a plain HTTP client: signs in, opens pages, sends their forms. */
final class Clerk {
  static final String PASSWORD = "four quiet words here";
  private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
  private final ServedHouse served;
  private final String cookie;

  private Clerk(ServedHouse served, String cookie) {
    this.served = served;
    this.cookie = cookie;
  }

  static Clerk nobody(ServedHouse served) {
    return new Clerk(served, "");
  }

  /** Adds the account where it is missing, and signs in by the form. */
  static Clerk signedIn(ServedHouse served, String name, Role role) throws Exception {
    served.house().staff().accounts().add(name, role, Optional.empty(), PASSWORD);
    HttpResponse<String> answer = served.post("/admin/login", form("name", name, "password", PASSWORD));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/admin");
    return new Clerk(served, cookie.replaceAll(";.*", ""));
  }

  static String form(String... pairs) {
    var text = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) text.append(i == 0 ? "" : "&").append(pairs[i]).append('=').append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    return text.toString();
  }

  String cookie() {
    return cookie;
  }

  HttpResponse<String> get(String path) throws Exception {
    return read(cookie.isEmpty() ? served.request(path) : served.request(path, "Cookie", cookie));
  }

  /** A page that must be there. */
  String page(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    for (int i = 0; i < 40 && (answer.body().contains("Look again</a>") || answer.body().contains("Load it again.")); i++) { // what is worked out beside the page
      Thread.sleep(100);
      answer = get(path);
    }
    assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** What the forms of this session carry. */
  String token() throws Exception {
    Matcher token = TOKEN.matcher(page("/admin/account"));
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  /** Sends a form with this session's token. */
  HttpResponse<String> send(String path, String... pairs) throws Exception {
    return post(path, form(pairs) + (pairs.length == 0 ? "" : "&") + form("token", token()));
  }

  HttpResponse<String> post(String path, String form, String... headers) throws Exception {
    var request = served.request(path, headers).header("Content-Type", "application/x-www-form-urlencoded").POST(java.net.http.HttpRequest.BodyPublishers.ofString(form));
    if (!cookie.isEmpty()) request.header("Cookie", cookie);
    return read(request);
  }

  /** With apostrophes as they are read. */
  private HttpResponse<String> read(java.net.http.HttpRequest.Builder request) throws Exception {
    return served.client.send(request.build(), info -> HttpResponse.BodySubscribers.mapping(HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8), text -> text.replace("&#39;", "'")));
  }

  /** Sends a form and reads the page it leads to. */
  String after(String path, String... pairs) throws Exception {
    HttpResponse<String> answer = send(path, pairs);
    assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(303);
    return page(answer.headers().firstValue("Location").orElseThrow());
  }
}
