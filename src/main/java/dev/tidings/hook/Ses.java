package dev.tidings.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.bounce.Told;
import dev.tidings.bounce.Told.Failed;
import dev.tidings.bounce.Told.What;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Amazon SES tells through Amazon's notification service, which signs with a certificate that lies on a host of Amazon's. */
final class Ses implements Operator {
  private static final List<String> NOTIFICATION = List.of("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type");
  private static final List<String> CONFIRMATION = List.of("Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type");
  private static final int KEPT = 8;
  private final String topic;
  private final AmazonWeb web;
  private final Map<URI, X509Certificate> certificates = new ConcurrentHashMap<>();

  Ses(String topic, AmazonWeb web) {
    this.topic = topic;
    this.web = web;
  }

  @Override
  public List<Told> read(Request request) throws Unproved {
    JsonNode envelope = request.json();
    String type = envelope.path("Type").asText();
    if (!topic.equals(envelope.path("TopicArn").asText())) throw new Unproved(401, "it is of another topic");
    boolean confirmation = type.equals("SubscriptionConfirmation");
    if (!confirmation && !type.equals("Notification")) return List.of();
    requireSigned(envelope, confirmation ? CONFIRMATION : NOTIFICATION, request.at());
    request.requireFresh(time(envelope.path("Timestamp").asText()));
    if (!confirmation) return events(Request.json(envelope.path("Message").asText().getBytes(StandardCharsets.UTF_8)), envelope.path("MessageId").asText());
    confirm(link(envelope.path("SubscribeURL").asText()));
    return List.of();
  }

  private void requireSigned(JsonNode envelope, List<String> names, Instant now) throws Unproved {
    var text = new StringBuilder();
    for (String name : names) if (envelope.hasNonNull(name)) text.append(name).append('\n').append(envelope.get(name).asText()).append('\n');
    X509Certificate certificate = certificate(link(envelope.path("SigningCertURL").asText()));
    try {
      certificate.checkValidity(Date.from(now));
      // version 1 is SHA-1; a topic is set to 2 by its attribute SignatureVersion
      if (!envelope.path("SignatureVersion").asText().equals("2")) throw new Unproved(401, "it is signed with SHA-1; set the topic's SignatureVersion to 2");
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(certificate.getPublicKey());
      signature.update(text.toString().getBytes(StandardCharsets.UTF_8));
      if (!signature.verify(Base64.getDecoder().decode(envelope.path("Signature").asText()))) throw new Unproved(401, "its signature is wrong");
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Unproved(401, "its signature cannot be checked (" + e.getMessage() + ")");
    }
  }

  private static URI link(String text) throws Unproved {
    try {
      URI link = URI.create(text);
      if (AmazonWeb.isAmazons(link)) return link;
    } catch (IllegalArgumentException e) {
      throw new Unproved(401, "its link is none");
    }
    throw new Unproved(401, "its link leads to another host than Amazon's");
  }

  private X509Certificate certificate(URI link) throws Unproved {
    X509Certificate known = certificates.get(link);
    if (known != null) return known;
    try {
      var fresh = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(web.get(link)));
      if (certificates.size() >= KEPT) certificates.clear();
      certificates.put(link, fresh);
      return fresh;
    } catch (IOException | GeneralSecurityException e) {
      throw new Unproved(503, "Amazon's certificate cannot be had (" + e.getMessage() + ")");
    }
  }

  private void confirm(URI link) throws Unproved {
    try {
      web.get(link);
    } catch (IOException e) {
      throw new Unproved(503, "the subscription cannot be confirmed (" + e.getMessage() + ")");
    }
  }

  private static Instant time(String text) throws Unproved {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw new Unproved(401, "its time is no time");
    }
  }

  /** Both shapes: feedback notifications and published events. */
  private static List<Told> events(JsonNode message, String id) {
    String kind = message.path("eventType").asText(message.path("notificationType").asText());
    var told = new ArrayList<Told>();
    JsonNode about = message.path(kind.toLowerCase(java.util.Locale.ROOT));
    String list = kind.equals("Bounce") ? "bouncedRecipients" : kind.equals("Complaint") ? "complainedRecipients" : "";
    for (JsonNode one : about.path(list)) {
      var failed = new Failed(one.path("emailAddress").asText(), status(about, one), one.path("diagnosticCode").asText());
      What what = kind.equals("Complaint") ? What.COMPLAINED : What.FAILED;
      told.add(new Told(id + "/" + failed.recipient(), what, failed, token(message.path("mail")), message.path("mail").path("messageId").asText()));
    }
    return told;
  }

  /** Where no server spoke: Amazon's own list of dead addresses, or its own sorting. */
  private static String status(JsonNode about, JsonNode one) {
    if (one.hasNonNull("status")) return one.get("status").asText();
    return about.path("bounceType").asText().equals("Permanent") ? "5.1.1" : "4.0.0";
  }

  /** As a tag of a published event, else in the headers where they are sent along. */
  private static String token(JsonNode mail) {
    String tag = mail.path("tags").path("tidings").path(0).asText();
    if (!tag.isEmpty()) return tag;
    for (JsonNode header : mail.path("headers")) if (header.path("name").asText().equalsIgnoreCase("List-Unsubscribe")) return header.path("value").asText();
    return "";
  }
}
