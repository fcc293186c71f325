package dev.tidings.timetable;

/** What a reader gets as soon as she has confirmed. */
public enum Welcome {
  /** Nothing; the next edition comes as usual. */
  NONE,
  /** A short letter with the link to her choices. */
  LETTER,
  /** The latest edition, in what she follows, with a word of welcome on top. It counts as told. */
  EDITION
}
