package dev.tidings.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidings.run.SlotDesk;
import dev.tidings.timetable.Slot;
import java.time.LocalDateTime;
import java.util.List;

/** Where a slot stands, for people and for scripts. */
final class SlotWords {
  private SlotWords() {}

  /** Blank for one that nobody has said anything about. */
  static String standing(SlotDesk.Outlook outlook) {
    String local = outlook.opens().map(moment -> LocalDateTime.ofInstant(moment, outlook.slot().zone()).toString().replace('T', ' ')).orElse("");
    return switch (outlook.state()) {
      case "held" -> " (held until 'tidings slot release')";
      case "skipped" -> " (skipped)";
      case "waits" -> " (waits until " + local + "; 'tidings slot release' sends it before)";
      case "due" -> " (due)";
      case "released" -> " (released)";
      default -> outlook.opens().filter(outlook.slot().instant()::isBefore).isPresent() ? " (goes out at " + local + ")" : "";
    };
  }

  static String standing(List<SlotDesk.Outlook> outlooks, Slot slot) {
    return outlooks.stream().filter(outlook -> outlook.slot().equals(slot)).map(SlotWords::standing).findFirst().orElse("");
  }

  static void json(ObjectNode node, SlotDesk.Outlook outlook) {
    node.put("slot", outlook.slot().local().toString()).put("zone", outlook.slot().zone().getId()).put("state", outlook.state());
    outlook.opens().ifPresent(moment -> node.put("opens", moment.toString()));
  }
}
