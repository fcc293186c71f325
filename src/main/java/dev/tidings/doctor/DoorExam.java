package dev.tidings.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The address that every link of a mail begins with: whether it answers, the way one-click leaving needs, and what time it has. */
record DoorExam(URI site, boolean server, Clock clock) {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final Duration CLOSE = Duration.ofMinutes(2);
  private static final int REDIRECTED = 300;
  private static final int NOT_THERE = 400;
  private static final int BROKEN = 500;
  /** Of a token's length, and nobody's: asking with it changes nothing. */
  private static final String NOBODY = "u/" + "x".repeat(34);

  List<Finding> look() {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NEVER).build();
    URI asked = server ? site.resolve(NOBODY) : site;
    try {
      HttpResponse<Void> answer = client.send(HttpRequest.newBuilder(asked).timeout(PATIENCE).GET().build(), HttpResponse.BodyHandlers.discarding());
      var findings = new ArrayList<Finding>();
      findings.add(server ? leaving(answer.statusCode()) : standing(answer.statusCode()));
      answer.headers().firstValue("date").flatMap(DoorExam::date).ifPresent(theirs -> findings.add(time(theirs)));
      return findings;
    } catch (IOException e) {
      return List.of(Finding.fail("door", site.toString(), "It does not answer (%s). Every link in a mail leads there%s. Start the server, or correct site.url.".formatted(
          reason(e), server ? ", also the one that readers leave by; Gmail and Yahoo count that against you" : "")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(Finding.warn("door", site.toString(), "It was not looked at: this was stopped."));
    }
  }

  /** RFC 8058 3.1: https; 3.2: no redirect. The token is nobody's, so a page that says so is right. */
  private Finding leaving(int status) {
    if (status >= BROKEN) return Finding.fail("door", site.toString(), "It answers " + status + ": readers cannot leave, and mark mails as spam instead. See that serve runs behind it.");
    if (status >= REDIRECTED && status < NOT_THERE)
      return Finding.fail("door", site.toString(), "It redirects (" + status + "), which one-click leaving must not (RFC 8058 3.2): mail programs give up. Write the final address into site.url, or serve it without a redirect.");
    if (!"https".equals(site.getScheme()))
      return Finding.fail("door", site.toString(), "It answers, but not by https, which one-click leaving needs (RFC 8058 3.1): Gmail and Yahoo show no button. Put a certificate in front and write https into site.url.");
    return Finding.ok("door", site.toString(), "It answers, by https and without a redirect, so one-click leaving can work.");
  }

  private Finding standing(int status) {
    return status >= NOT_THERE
        ? Finding.warn("door", site.toString(), "It answers " + status + ". Links in mails lead there and below it. Publish site/ there, or correct site.url.")
        : Finding.ok("door", site.toString(), "It answers " + status + ". No server of ours: readers leave by mail (mail.unsubscribe).");
  }

  private Finding time(Instant theirs) {
    Duration apart = Duration.between(theirs, clock.instant()).abs();
    return apart.compareTo(CLOSE) > 0
        ? Finding.warn("clock", site.getHost(), "Its clock and ours are %d minutes apart. Slots come at the wrong time, signatures and mails carry a wrong date, and spam filters mind. Set this machine's clock by NTP.".formatted(Math.max(1, apart.toMinutes())))
        : Finding.ok("clock", site.getHost(), "Its clock and ours agree.");
  }

  /** A connection refused has no words of its own in Java. */
  private static String reason(IOException e) {
    String text = e.getMessage();
    return text == null || text.isBlank() ? e instanceof java.net.ConnectException ? "the connection is refused" : e.getClass().getSimpleName() : text;
  }

  /** RFC 9110 5.6.7 */
  private static Optional<Instant> date(String value) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
