package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.run.Plan;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan, for people and for scripts. */
final class PlanWords {
  private PlanWords() {}

  static ObjectNode json(Plan plan, List<Remark> remarks) {
    ObjectNode object = Json.object();
    Json.posts(object, plan.posts());
    object.set("newsletters", Json.list(plan.prospects(), PlanWords::json));
    object.set("problems", Json.list(remarks, Json::problem));
    return object;
  }

  private static void json(ObjectNode node, Plan.Prospect prospect) {
    node.put("newsletter", prospect.newsletter().slug()).put("title", prospect.newsletter().imprint().title()).put("due", prospect.timing().due())
        .put("paused", prospect.timing().paused());
    prospect.timing().slot().ifPresent(slot -> node.put("slot", slot.local().toString()).put("zone", slot.zone().getId()));
    node.set("next", Json.list(prospect.timing().next(), SlotWords::json));
    prospect.outline().ifPresent(outline -> json(node.putObject("edition"), outline));
    if (!prospect.reason().isEmpty()) node.put("reason", prospect.reason());
    prospect.example().ifPresent(example -> json(node.putObject("example"), example));
  }

  private static void json(ObjectNode node, Plan.Outline outline) {
    node.put("number", outline.words().number()).put("subject", outline.words().subject()).put("minutes", outline.words().minutes())
        .put("stories", outline.lines().size()).put("more", outline.more()).put("html_bytes", outline.htmlBytes())
        .put("planned", outline.readers().planned()).put("nothing_new", outline.readers().nothingNew());
    ObjectNode kept = node.putObject("kept");
    outline.readers().kept().forEach(kept::put);
    node.set("posts", Json.list(outline.lines(), (post, line) -> post.put("place", line.place()).put("category", line.category())
        .put("headline", line.headline()).put("file", line.file())));
  }

  static void print(Plan.Prospect prospect, PrintWriter out) {
    String slug = prospect.newsletter().slug();
    out.printf("%n%s: %s%n", slug, prospect.newsletter().imprint().title());
    Plan.Timing timing = prospect.timing();
    if (timing.paused()) out.printf("  Paused: no slot brings an edition until 'tidings slot resume %s'.%n", slug);
    timing.slot().ifPresentOrElse(slot -> out.printf("  %s %s%s%n", timing.due() ? "Due now:" : "Next slot:", Words.slot(slot), timing.due() ? "" : SlotWords.standing(timing.next(), slot)),
        () -> out.printf("  No schedule; 'tidings run --now %s' publishes.%n", slug));
    String others = timing.next().stream().filter(one -> timing.slot().filter(one.slot()::equals).isEmpty()).limit(3)
        .map(one -> Words.slot(one.slot()) + SlotWords.standing(one)).collect(Collectors.joining(" · "));
    if (!others.isEmpty()) out.println("  Others: " + others);
    prospect.outline().ifPresentOrElse(outline -> print(outline, out), () -> {
      out.printf("  Nothing would go out: %s.%n", Words.reason(prospect.reason()));
      prospect.example().ifPresent(example -> {
        out.println("  As an example, the newest day of the folder:");
        print(example, out);
      });
    });
  }

  private static void print(Plan.Outline outline, PrintWriter out) {
    out.printf("  Edition %d: \"%s\", %d min, %,d bytes of HTML%n", outline.words().number(), outline.words().subject(), outline.words().minutes(), outline.htmlBytes());
    outline.lines().forEach(line -> out.printf("    %-8s %-14s %s  (%s)%n", line.place(), line.category(), line.headline(), line.file()));
    if (outline.more() > 0) out.printf("    and %d more%n", outline.more());
    Plan.Readers readers = outline.readers();
    out.printf("  %s %s it; %d %s nothing new%s.%n", Words.count(readers.planned(), "reader", "readers"), readers.planned() == 1 ? "gets" : "get",
        readers.nothingNew(), readers.nothingNew() == 1 ? "has" : "have", kept(readers.kept()));
  }

  private static String kept(Map<String, Integer> kept) {
    return kept.entrySet().stream().map(entry -> "; " + entry.getValue() + " " + entry.getKey()).collect(Collectors.joining());
  }
}
