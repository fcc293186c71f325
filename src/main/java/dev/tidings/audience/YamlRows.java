package dev.tidings.audience;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;

/**
 * Readers in a YAML file: a list of addresses, or of maps with the names of the CSV columns; or such a list below the key
 * {@code subscribers}. Values are taken as they are written: {@code no} is a text, 12:30 is one too.
 */
final class YamlRows {
  static final int MAX_CHARACTERS = 64 << 20;
  private static final String FORMS = "Write a list of addresses, one '- ada@reader.example' a line, or of maps with email: and further keys.";
  private final String text;

  /** @param wrong empty where the cells are good */
  record Row(int line, List<String> header, List<String> cells, String wrong) {}

  /** The file as a whole is no list; nobody was read. */
  static final class NoList extends Exception {
    private static final long serialVersionUID = 1;
    final int line;
    final String reason;

    NoList(int line, String reason) {
      super(reason, null, false, false);
      this.line = line;
      this.reason = reason;
    }
  }

  YamlRows(String text) {
    this.text = text;
  }

  /** All rows, or none: the whole file is checked first. */
  void read(Consumer<Row> rows) throws NoList {
    try {
      walk(row -> {});
      walk(rows);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw new NoList(mark == null ? 0 : mark.getLine() + 1,
          "it is not YAML: " + e.getProblem() + ". The list stays as it was. Look for an open quote, a TAB, or a '*', '&', '@' or '%' that needs quotes.");
    }
  }

  private void walk(Consumer<Row> rows) throws NoList {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_CHARACTERS);
    Iterator<Event> events = new Yaml(options).parse(new StringReader(text)).iterator();
    events.next();
    if (!(events.next().getEventId() == Event.ID.DocumentStart)) return;
    list(events, events.next(), rows, true);
    events.next();
    Event after = events.next();
    if (after.getEventId() == Event.ID.DocumentStart)
      throw new NoList(line(after), "a second document begins. The list stays as it was. Keep one.");
  }

  private static void list(Iterator<Event> events, Event first, Consumer<Row> rows, boolean top) throws NoList {
    if (first instanceof ScalarEvent scalar && scalar.isPlain() && blank(scalar)) return;
    if (first instanceof SequenceStartEvent) {
      for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) rows.accept(row(events, event));
      return;
    }
    if (!top || !(first instanceof MappingStartEvent)) throw new NoList(line(first), "it holds no list. Nobody was read. " + FORMS);
    Event key = events.next();
    if (!(key instanceof ScalarEvent name && name.getValue().equals("subscribers")))
      throw new NoList(line(key), "there is a key that is not 'subscribers'. Nobody was read. " + FORMS);
    list(events, events.next(), rows, false);
    Event end = events.next();
    if (end.getEventId() != Event.ID.MappingEnd) throw new NoList(line(end), "there is a key besides 'subscribers'. Nobody was read. Remove it.");
  }

  private static Row row(Iterator<Event> events, Event first) {
    int line = line(first);
    String odd = odd(first);
    if (first instanceof ScalarEvent scalar) return new Row(line, List.of("email"), List.of(value(scalar)), odd);
    var header = new ArrayList<String>();
    var cells = new ArrayList<String>();
    if (!(first instanceof MappingStartEvent)) {
      skip(events, first, cells);
      return new Row(line, List.of(), cells, odd.isEmpty() ? "it is neither an address nor a map" : odd);
    }
    for (Event key = events.next(); key.getEventId() != Event.ID.MappingEnd; key = events.next()) {
      var names = new ArrayList<String>();
      skip(events, key, names);
      String name = key instanceof ScalarEvent ? names.get(0) : "";
      Event value = events.next();
      var values = new ArrayList<String>();
      boolean flat = skip(events, value, values);
      if (odd.isEmpty()) odd = !odd(key).isEmpty() ? odd(key) : odd(value);
      if (odd.isEmpty() && name.isEmpty()) odd = "a key is not a word";
      if (odd.isEmpty() && header.contains(name)) odd = "the key '" + name + "' stands twice";
      if (odd.isEmpty() && !flat) odd = "the value of '" + name + "' is neither a text nor a list of texts";
      header.add(name);
      cells.add(String.join(",", values));
    }
    return new Row(line, header, cells, odd);
  }

  /** Takes the texts of a value, however deep they are; false where it is more than a text or a list of texts. */
  private static boolean skip(Iterator<Event> events, Event first, List<String> texts) {
    if (first instanceof ScalarEvent scalar) return texts.add(value(scalar));
    if (first instanceof AliasEvent) return false;
    boolean flat = first instanceof SequenceStartEvent;
    for (int open = 1; open > 0; ) {
      Event event = events.next();
      boolean end = event.getEventId() == Event.ID.SequenceEnd || event.getEventId() == Event.ID.MappingEnd;
      if (end) open--;
      else if (event instanceof ScalarEvent scalar) texts.add(value(scalar));
      else if (!(event instanceof AliasEvent)) open++;
      flat &= end || event instanceof ScalarEvent && odd(event).isEmpty();
    }
    return flat;
  }

  /** References and types are no part of a list; a bomb is made of the first. */
  private static String odd(Event event) {
    if (event instanceof AliasEvent) return "it holds a YAML reference (*)";
    if (event instanceof NodeEvent node && node.getAnchor() != null) return "it holds a YAML anchor (&)";
    boolean tagged = event instanceof ScalarEvent scalar && scalar.getTag() != null
        || event instanceof SequenceStartEvent list && list.getTag() != null || event instanceof MappingStartEvent map && map.getTag() != null;
    return tagged ? "it holds a YAML tag (!)" : "";
  }

  private static String value(ScalarEvent scalar) {
    return scalar.isPlain() && blank(scalar) ? "" : scalar.getValue();
  }

  private static boolean blank(ScalarEvent scalar) {
    return scalar.getValue().isEmpty() || scalar.getValue().equals("~") || scalar.getValue().equals("null");
  }

  private static int line(Event event) {
    return event.getStartMark().getLine() + 1;
  }
}
