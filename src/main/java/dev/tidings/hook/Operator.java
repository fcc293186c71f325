package dev.tidings.hook;

import dev.tidings.bounce.Told;
import java.util.List;

/** One operator's way to sign a request and to word what happened. */
interface Operator {
  /** What it tells; empty for news that concern nobody's place on a list. */
  List<Told> read(Request request) throws Unproved;
}
