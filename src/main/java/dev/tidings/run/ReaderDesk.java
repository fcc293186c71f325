package dev.tidings.run;

import dev.tidings.audience.AudienceSettings;
import dev.tidings.audience.Joining;
import dev.tidings.audience.Leaving;
import dev.tidings.audience.MailAddress;
import dev.tidings.audience.Moving;
import dev.tidings.audience.Preferences;
import dev.tidings.audience.Tokens;
import dev.tidings.audience.Tokens.Purpose;
import dev.tidings.queue.DeliveryQueue;
import dev.tidings.store.Database;
import dev.tidings.timetable.Leeway;
import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import dev.tidings.timetable.Timetable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * What readers do with their own hands: join, leave, choose, move, be forgotten. One short method each; a token that is not ours, or
 * for something else, is empty. Whoever asks for a mail learns nothing about who is a reader.
 */
public final class ReaderDesk {
  /** So many tell how often a newsletter comes. */
  private static final int SLOTS = 8;
  private final House house;
  private final Tokens tokens;
  private final ReaderLetters letters;
  private final Greeter greeter;
  private final Joining joining;
  private final Leaving leaving;
  private final Preferences preferences;
  private final Moving moving;
  private final RecapDesk recaps;

  /** @param run knows where a new reader begins */
  public record House(Database database, Clock clock, DigestRun run, DeliveryQueue queue, List<Newsletter> newsletters) {}

  public ReaderDesk(House house, AudienceSettings audience, Tokens tokens, ReaderLetters letters) {
    this.house = house;
    this.tokens = tokens;
    this.letters = letters;
    this.greeter = new Greeter(house, letters);
    this.recaps = new RecapDesk(house, letters);
    this.joining = new Joining(audience);
    this.leaving = new Leaving(audience);
    this.preferences = new Preferences(audience);
    this.moving = new Moving(audience);
  }

  /** A newsletter as the forms show it. @param topics slug and name of what may be chosen, in order */
  public record Offer(String slug, String title, String description, Map<String, String> topics, Times times) {}

  /** What may be chosen about when it comes. @param rhythms as stored, each edition first */
  public record Times(List<String> rhythms, boolean hour, boolean zone) {}

  public List<Offer> offers() {
    return house.newsletters().stream()
        .map(newsletter -> new Offer(newsletter.slug(), newsletter.imprint().title(), newsletter.imprint().description(), topics(newsletter), times(newsletter))).toList();
  }

  /** A rhythm that is no rarer than the newsletter is none to choose. */
  private Times times(Newsletter newsletter) {
    Leeway leeway = newsletter.bounds().leeway();
    List<Instant> next = Timetable.slotsAfter(newsletter, now(), SLOTS).stream().map(Slot::instant).toList();
    Map<String, Duration> periods = Map.of("daily", Duration.ofHours(20), "weekly", Duration.ofDays(6), "monthly", Duration.ofDays(27));
    List<String> rhythms = leeway.rhythms().stream().filter(rhythm -> Optional.ofNullable(periods.get(rhythm.split(" ")[0])).map(period -> isMoreThanOnce(next, period)).orElse(true)).toList();
    return new Times(rhythms, leeway.allows(Leeway.Part.HOUR), leeway.allows(Leeway.Part.ZONE));
  }

  private static boolean isMoreThanOnce(List<Instant> slots, Duration period) {
    return slots.size() > 1 && java.util.stream.IntStream.range(1, slots.size()).anyMatch(i -> Duration.between(slots.get(i - 1), slots.get(i)).compareTo(period) < 0);
  }

  private Map<String, String> topics(Newsletter newsletter) {
    var topics = new java.util.LinkedHashMap<String, String>();
    newsletter.choice().listed().forEach(category -> topics.put(category.slug(), category.name()));
    if (!newsletter.choice().all()) return topics;
    List<String> stored = house.database().read(sql -> sql.createQuery("SELECT DISTINCT categories FROM post WHERE present = 1").mapTo(String.class).list());
    stored.stream().flatMap(slugs -> Arrays.stream(slugs.split(","))).filter(slug -> !slug.isBlank()).sorted()
        .forEach(slug -> topics.putIfAbsent(slug, Character.toUpperCase(slug.charAt(0)) + slug.substring(1).replace('-', ' ')));
    return topics;
  }

  /** Stored form of what was ticked: none or all of a newsletter's topics is everything, also of what comes later. */
  public static String chosen(Offer offer, List<String> ticked) {
    var known = new TreeSet<>(ticked);
    known.retainAll(offer.topics().keySet());
    return known.isEmpty() || known.size() == offer.topics().size() ? "*" : String.join(",", known);
  }

  /** A form's birth certificate. */
  public String formTicket() {
    return tokens.token(Purpose.FORM, now().getEpochSecond());
  }

  /** How long ago the form was made; empty where we did not make it. */
  public Optional<Duration> formAge(String ticket) {
    return tokens.verify(ticket, Purpose.FORM).map(claim -> Duration.between(Instant.ofEpochSecond(claim.subscription()), now()));
  }

  /** Same silence whether the address is known, unknown, or asked for already. */
  public void join(Joining.Wish wish) {
    Instant now = now();
    Optional<Long> owed = house.database().durably(tx -> {
      joining.forgetStale(tx, now);
      return joining.ask(tx, wish, now);
    });
    owed.ifPresent(request -> house.queue().enqueue(letters.confirmation(wish, request, tokens.token(Purpose.CONFIRM, request), titles(wish.choices()), now)));
  }

  public Optional<Joining.Pending> pending(String token) {
    return tokens.verify(token, Purpose.CONFIRM).flatMap(claim -> house.database().read(sql -> joining.pending(sql, claim.subscription(), now())));
  }

  public Optional<Joining.Pending> confirm(String token, String requester) {
    Instant now = now();
    Optional<Joining.Pending> confirmed = tokens.verify(token, Purpose.CONFIRM).flatMap(claim -> house.database().durably(tx ->
        joining.confirm(tx, claim.subscription(), new Joining.Confirming(requester, now, starts(tx)))));
    confirmed.filter(pending -> !pending.done()).ifPresent(pending -> greeter.greet(
        new Greeter.Arrival(pending.request(), pending.address(), now, subscription -> letters.choices(tokens.token(Purpose.PREFERENCES, subscription))), pending.choices()));
    return confirmed;
  }

  private ToLongFunction<String> starts(dev.tidings.store.Tx tx) {
    Map<String, Newsletter> bySlug = house.newsletters().stream().collect(Collectors.toMap(Newsletter::slug, Function.identity()));
    return slug -> Optional.ofNullable(bySlug.get(slug)).map(newsletter -> house.run().startCursor(tx, newsletter)).orElse(0L);
  }

  public Optional<Leaving.Place> place(String token) {
    return tokens.verify(token, Purpose.UNSUBSCRIBE).flatMap(claim -> house.database().read(sql -> leaving.place(sql, claim.subscription())));
  }

  public Optional<Leaving.Place> leave(String token) {
    return tokens.verify(token, Purpose.UNSUBSCRIBE).flatMap(claim -> house.database().durably(tx -> leaving.leave(tx, claim.subscription(), now())));
  }

  public Optional<Leaving.Place> undo(String token) {
    return tokens.verify(token, Purpose.UNSUBSCRIBE).flatMap(claim -> house.database().durably(tx -> leaving.undo(tx, claim.subscription(), now())));
  }

  public Optional<Preferences.Reader> reader(String token) {
    return tokens.verify(token, Purpose.PREFERENCES).flatMap(claim -> house.database().read(sql -> preferences.of(sql, claim.subscription())));
  }

  /** @param wanted choices by newsletter; those that are not there are left · @param pauseUntil a day on her clock */
  public Optional<Preferences.Reader> change(String token, Map<String, Preferences.Choices> wanted, Preferences.Person person, Optional<LocalDate> pauseUntil) {
    Optional<Instant> until = pauseUntil.map(day -> day.atStartOfDay(zone(person.zone())).toInstant());
    return tokens.verify(token, Purpose.PREFERENCES).flatMap(claim -> house.database().durably(tx ->
        preferences.change(tx, claim.subscription(), new Preferences.Change(wanted, person, until, starts(tx)), now())));
  }

  /** One mail with the best of what she missed; empty where the token is not ours. */
  public Optional<RecapDesk.Outcome> catchUp(String token) {
    return tokens.verify(token, Purpose.PREFERENCES).map(claim -> recaps.send(claim.subscription()));
  }

  /** @return whether she was there */
  public boolean forget(String token) {
    return tokens.verify(token, Purpose.PREFERENCES).filter(claim -> house.database().durably(tx -> preferences.forget(tx, claim.subscription(), now()))).isPresent();
  }

  /** "Send me my link". The same silence for known and unknown. */
  public void sendLink(MailAddress address, String requester) {
    Instant now = now();
    Optional<Long> hers = house.database().durably(tx -> preferences.askLink(tx, address, requester, now));
    hers.ifPresent(subscription -> house.queue().enqueue(letters.link(address, tokens.token(Purpose.PREFERENCES, subscription), now)));
  }

  /** Both ends get a mail. @return whether the link is hers */
  public boolean askMove(String token, MailAddress to, String requester) {
    Optional<Tokens.Claim> claim = tokens.verify(token, Purpose.PREFERENCES);
    Instant now = now();
    Optional<Moving.Asked> asked = claim.flatMap(hers -> house.database().durably(tx -> moving.ask(tx, hers.subscription(), to, requester, now)));
    asked.ifPresent(move -> {
      house.queue().enqueue(letters.moveFrom(move, tokens.token(Purpose.MOVE_FROM, move.request()), now));
      house.queue().enqueue(letters.moveTo(move, tokens.token(Purpose.MOVE_TO, move.request()), now));
    });
    return claim.isPresent();
  }

  public Optional<Moving.Agreed> move(String token) {
    return moveClaim(token).flatMap(claim -> house.database().read(sql -> moving.look(sql, claim.subscription(), now())));
  }

  public Optional<Moving.Agreed> agreeToMove(String token) {
    boolean newEnd = tokens.verify(token, Purpose.MOVE_TO).isPresent();
    return moveClaim(token).flatMap(claim -> house.database().durably(tx -> moving.agree(tx, claim.subscription(), newEnd, now())));
  }

  private Optional<Tokens.Claim> moveClaim(String token) {
    return tokens.verify(token, Purpose.MOVE_TO).or(() -> tokens.verify(token, Purpose.MOVE_FROM));
  }

  /** In which a reader's days are meant. @param own hers, may be blank */
  public ZoneId zone(String own) {
    if (!own.isEmpty()) return ZoneId.of(own);
    return house.newsletters().stream().map(newsletter -> newsletter.imprint().zone()).findFirst().orElse(ZoneOffset.UTC);
  }

  /** Whether the moment is still to come. */
  public boolean isAhead(Instant moment) {
    return moment.isAfter(now());
  }

  public LocalDate today() {
    return LocalDate.ofInstant(now(), zone(""));
  }

  public String title(String newsletter) {
    return house.newsletters().stream().filter(known -> known.slug().equals(newsletter)).map(known -> known.imprint().title()).findFirst().orElse(newsletter);
  }

  private List<String> titles(List<Joining.Choice> choices) {
    return choices.stream().map(choice -> title(choice.newsletter())).toList();
  }

  private Instant now() {
    return house.clock().instant();
  }
}
