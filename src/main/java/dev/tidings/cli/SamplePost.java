package dev.tidings.cli;

import java.time.LocalDate;

/** Two small posts that show the front matter. */
final class SamplePost {
  private SamplePost() {}

  static String bell(LocalDate day) {
    return """
        ---
        title: "A bell for the fish market"
        category: City
        date: %s 06:30:00
        source_url: "https://gazette.example/market-bell"
        sentiment_score: 7
        sentiment_label: "Quietly Pleased"
        tldr:
          - "The fish market has a bell again, after eleven years without one."
          - "It rings at five, when the first boats land."
        ---

        The old bell went to the foundry in a hard winter. The new one was paid for by the stallholders, a penny a day.

        ### Sources

        - [The stallholders' book](https://market.example/book)
        """.formatted(day);
  }

  static String ferry(LocalDate day) {
    return """
        ---
        title: "The ferry runs again from the north steps"
        category: Harbour
        date: %s 05:45:00
        source_url: "https://gazette.example/ferry"
        sentiment_score: 6
        sentiment_label: "Cautiously Neutral"
        tldr:
          - "The ferry crosses from the north steps again, twice an hour."
          - "The fare stays at a farthing until the spring."
        ---

        The steps had lost their lowest stones in the October tides. They have been set anew, and the ferry lands there at
        every state of the tide but the lowest.
        """.formatted(day);
  }
}
