package dev.tidings.run;

import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.timetable.Newsletter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A composition, read as a draft. */
final class Drafts {
  private Drafts() {}

  static Draft of(Draft.Turn turn, Newsletter newsletter, Composer.Answer answer, Draft.Standing standing) {
    Optional<Composition> made = answer.composition();
    if (made.isEmpty()) {
      List<Draft.Item> waiting = answer.stories().stream().map(story -> item("", story)).toList();
      return new Draft(newsletter, turn, new Draft.Words(0, "", ""), new Draft.Stories(List.of(), 0, List.of(), waiting), new Plan.Readers(0, 0, Map.of()), standing);
    }
    Composition composition = made.get();
    Layout layout = composition.full().layout();
    var words = new Draft.Words(composition.number(), composition.full().variant().subject(), String.join(" · ", layout.heading().topics()));
    var readers = new Plan.Readers(composition.planned(), composition.nothingNew(), composition.full().kept());
    return new Draft(newsletter, turn, words, stories(composition), readers, standing);
  }

  private static Draft.Stories stories(Composition composition) {
    Layout layout = composition.full().layout();
    var told = new ArrayList<Draft.Item>();
    told.add(item("lead", layout.lead()));
    layout.sections().forEach(section -> section.stories().forEach(story -> told.add(item("section", story))));
    layout.brief().forEach(story -> told.add(item("brief", story)));
    return new Draft.Stories(told, layout.more(), composition.kept().dropped().stream().map(story -> item("", story)).toList(),
        composition.kept().postponed().stream().map(story -> item("", story)).toList());
  }

  private static Draft.Item item(String place, Story story) {
    return new Draft.Item(story.shelved().key().value(), place, story.article().post().filing().categories().get(0).name(), story.headline(), story.article().post().file().path());
  }
}
