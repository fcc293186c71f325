package dev.tidings.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidings.audience.Joining;
import dev.tidings.audience.MailAddress;
import dev.tidings.audience.MailAddress.Parsed;
import dev.tidings.run.ReaderDesk.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Signing up: the form, its answer, the same as JSON for other sites, and the page behind the mail's link. */
final class JoinPages {
  private static final Duration FASTEST_HUMAN = Duration.ofSeconds(2);
  private static final Duration OLDEST_FORM = Duration.ofDays(1);
  private static final int UNFIT = 422;

  /** What the form shows. @param newsletters ticked · @param topics ticked, slug/topic · @param wrong what to mend, by field */
  record Form(List<Offer> offers, List<String> newsletters, List<String> topics, String email, Map<String, String> wrong, String ticket) {
    public boolean has(String slug) {
      return offers.size() == 1 || newsletters.contains(slug);
    }

    public boolean has(String slug, String topic) {
      return topics.contains(slug + "/" + topic);
    }
  }

  void form(Visit visit) {
    show(visit, List.of(Optional.ofNullable(visit.context().queryParam("newsletter")).orElse("")), List.of(), "", Map.of());
  }

  private static void show(Visit visit, List<String> newsletters, List<String> topics, String email, Map<String, String> wrong) {
    var form = new Form(visit.desk().offers(), newsletters, topics, email, wrong, visit.desk().formTicket());
    visit.page("subscribe.html", visit.words().say("web.subscribe"), Map.of("form", form));
  }

  /** Same answer for whatever address. */
  void ask(Visit visit) {
    boolean elsewhere = visit.fromElsewhere();
    visit.countPost();
    if (visit.context().isJson()) {
      askAsJson(visit);
      return;
    }
    List<String> newsletters = newsletters(visit.fields("newsletter"), visit.desk().offers());
    List<String> topics = visit.fields("topic");
    String email = visit.field("email");
    Map<String, String> wrong = wrong(visit, email, newsletters, elsewhere);
    if (!wrong.isEmpty()) {
      visit.context().status(wrong.containsKey("form") ? 200 : UNFIT);
      show(visit, newsletters, topics, email, wrong);
      return;
    }
    if (visit.field("website").isEmpty()) address(email).ifPresent(address -> join(visit, address, newsletters, topics));
    visit.message(visit.words().say("web.asked"), visit.words().say("web.asked.1"), visit.words().say("web.asked.2"));
  }

  /** A house with one newsletter need not name it. */
  private static List<String> newsletters(List<String> named, List<Offer> offers) {
    return offers.size() == 1 ? List.of(offers.get(0).slug()) : offers.stream().map(Offer::slug).filter(named::contains).toList();
  }

  private static Map<String, String> wrong(Visit visit, String email, List<String> newsletters, boolean elsewhere) {
    if (Visit.address(email) instanceof Parsed.Bad bad) return Map.of("email", visit.words().say("web.email.bad", bad.reason()));
    if (newsletters.isEmpty()) return Map.of("newsletter", visit.words().say("web.newsletter.none"));
    boolean human = elsewhere || visit.desk().formAge(visit.field("ticket"))
        .filter(age -> age.compareTo(FASTEST_HUMAN) >= 0 && age.compareTo(OLDEST_FORM) < 0).isPresent();
    return human ? Map.of() : Map.of("form", visit.words().say("web.once.more"));
  }

  private static Optional<MailAddress> address(String text) {
    return Visit.address(text) instanceof Parsed.Good good ? Optional.of(good.address()) : Optional.empty();
  }

  private static void join(Visit visit, MailAddress address, List<String> newsletters, List<String> topics) {
    List<Joining.Choice> choices = visit.desk().offers().stream().filter(offer -> newsletters.contains(offer.slug()))
        .map(offer -> new Joining.Choice(offer.slug(), dev.tidings.run.ReaderDesk.chosen(offer, ofNewsletter(offer.slug(), topics)))).toList();
    String wording = visit.words().say("web.consent") + " " + choices.stream().map(choice -> visit.desk().title(choice.newsletter())).collect(Collectors.joining(", "));
    visit.desk().join(new Joining.Wish(address, choices, wording, visit.requester()));
  }

  private static List<String> ofNewsletter(String slug, List<String> topics) {
    return topics.stream().filter(topic -> topic.startsWith(slug + "/")).map(topic -> topic.substring(slug.length() + 1)).toList();
  }

  /** {@code {"email": "…", "newsletters": ["daily"], "topics": ["daily/city"]}} */
  private static void askAsJson(Visit visit) {
    JsonNode body = Pages.readJson(visit.context().body()).filter(JsonNode::isObject)
        .orElseThrow(() -> new Refused(Problem.of(400).saying("The body is not a JSON object. Send {\"email\": \"…\", \"newsletters\": [\"…\"]}.")));
    List<Offer> offers = visit.desk().offers();
    List<String> named = texts(body.path("newsletters"));
    List<String> newsletters = newsletters(named, offers);
    if (!offers.stream().map(Offer::slug).toList().containsAll(named) || newsletters.isEmpty())
      throw new Refused(new Problem(UNFIT, "No such newsletter", "Name one or more of " + offers.stream().map(Offer::slug).collect(Collectors.joining(", ")) + " in newsletters."));
    if (Visit.address(body.path("email").asText()) instanceof Parsed.Bad bad)
      throw new Refused(new Problem(UNFIT, "No e-mail address", visit.words().say("web.email.bad", bad.reason())));
    address(body.path("email").asText()).ifPresent(address -> join(visit, address, newsletters, texts(body.path("topics"))));
    visit.context().status(202).contentType("application/json").result(Pages.json(Map.of("message", visit.words().say("web.asked.1"))));
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  void confirmPage(Visit visit) {
    Joining.Pending pending = visit.opened(visit.desk().pending(visit.token()));
    if (pending.done()) welcome(visit);
    else visit.message(visit.words().say("web.confirm"), List.of(visit.words().say("web.confirm.what", titles(visit, pending))),
        new Pages.Message.Button(visit.path("confirm/" + visit.token()), visit.words().say("web.confirm.button")));
  }

  void confirm(Visit visit) {
    visit.countPost();
    visit.opened(visit.desk().confirm(visit.token(), visit.requester()));
    welcome(visit);
  }

  private static void welcome(Visit visit) {
    visit.message(visit.words().say("web.confirmed"), visit.words().say("web.confirmed.1"));
  }

  private static String titles(Visit visit, Joining.Pending pending) {
    return pending.choices().stream().map(choice -> visit.desk().title(choice.newsletter())
        + (choice.categories().equals("*") ? "" : " (" + choice.categories().replace(",", ", ") + ")")).collect(Collectors.joining(", "));
  }
}
