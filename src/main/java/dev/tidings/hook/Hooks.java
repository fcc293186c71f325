package dev.tidings.hook;

import dev.tidings.bounce.BounceDesk;
import dev.tidings.bounce.Settled;
import dev.tidings.bounce.Told;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door for operators: who is not proved changes nothing, and even who is moves only a reader whose token comes along. */
public final class Hooks {
  private static final Logger LOG = LoggerFactory.getLogger(Hooks.class);
  private final Map<String, Operator> operators = new LinkedHashMap<>();
  private final BounceDesk desk;
  private final Clock clock;

  public Hooks(HookSettings.Operators settings, BounceDesk desk, Clock clock) {
    this(settings, desk, clock, new AmazonWeb.Real());
  }

  Hooks(HookSettings.Operators settings, BounceDesk desk, Clock clock, AmazonWeb web) {
    this.desk = desk;
    this.clock = clock;
    settings.postmark().ifPresent(login -> operators.put("postmark", new Postmark(login)));
    settings.brevo().ifPresent(login -> operators.put("brevo", new Brevo(login)));
    settings.mailgun().ifPresent(key -> operators.put("mailgun", new Mailgun(key)));
    settings.sendgrid().ifPresent(key -> operators.put("sendgrid", new SendGrid(key)));
    settings.sesTopic().ifPresent(topic -> operators.put("ses", new Ses(topic, web)));
  }

  /** @param status RFC 9110 15: 200 once everything told is stored; anything else, and the operator tries again */
  public record Answer(int status, String sentence) {}

  /**
   * @param operator the last part of the address
   * @param body bounded by the caller
   */
  public Answer receive(String operator, Function<String, Optional<String>> header, byte[] body) {
    Operator known = operators.get(operator);
    if (known == null) return new Answer(404, "Nobody is listened to here.");
    try {
      List<Told> told = known.read(new Request(header, body, clock.instant()));
      long ours = told.stream().map(one -> desk.settle(one, "hook " + operator, clock.instant())).peek(Hooks::log).filter(Settled::ours).count();
      return new Answer(200, told.size() + " told, " + ours + " proved ours.");
    } catch (Unproved unproved) {
      LOG.warn("hook {}: a request was refused: {}. Nothing was changed.", operator, unproved.getMessage());
      return new Answer(unproved.status(), "Refused: " + unproved.getMessage() + ".");
    }
  }

  private static void log(Settled settled) {
    if (settled.effect() != Settled.Effect.NOTED && settled.effect() != Settled.Effect.UNKNOWN) LOG.info(settled.sentence());
  }
}
