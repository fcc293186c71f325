package dev.tidings.app;

import java.io.IOException;
import java.nio.file.Path;

/** Posts of every shape an author comes up with, in one house with readers of every kind. */
final class AllShapes {
  private static final String FULL = """
      category: City
      source_url: https://gazette.example/toll?edition=1&page=2
      sentiment_score: 6
      sentiment_label: Cautiously Neutral
      tldr:
        - The harbour masters have ended the toll of 2 pence a cart, says [the ledger](https://ledger.example/a?b=1&c=2).
        - Carts had stood in line to the bridge since Monday.
        - A committee of nine will say by 14-16 December how the quay is paid for.
      featured: true
      """;
  private static final String BODY = """
      # Harbour Toll Dropped
      .A line that begins with a dot.
      From the quay it looks as if nothing had happened.
      ## Key Dates and Numbers
      * 40 000 carts a week cross the bridge
      * 2 pence a cart
      ## Representative Quotes
      * Ann Harding: 'A toll that stops the carts earns nothing.'

      ### Sources
      * [Billingsgate returns](https://billingsgate.example/returns)
      * [Bridge House accounts](https://bridge-house.example/)
      * The harbour master's table
      """;

  private AllShapes() {}

  static PaperHouse house(Path home) throws IOException {
    var house = new PaperHouse(home);
    house.write("subscribers/daily.csv", """
        email,name,format,language,categories
        reader@one.example,Ann Harding,html,en,
        text@one.example,,text,en,
        dé@bücher.example,Jörg Müller-Lüdenscheidt von und zu Hafenstraße an der Brücke,html,de,
        fish@bücher.example,"Herring, Ltd. <fish>",html,de,
        he@one.example,שרה,html,he,
        ja@one.example,港の通行料が廃止され二つの選挙があり雨が上がる,html,ja,
        city@one.example,,html,en,City
        """);
    house.config("max_items: 20", "max_items: 15").config("  unsubscribe", "  reply_to: Rédaction <desk@leaf.example>\n  unsubscribe");
    house.open();
    posts(house);
    return house;
  }

  private static void posts(PaperHouse house) throws IOException {
    house.post("toll", "Harbour toll is dropped after a week of queues", FULL, BODY)
        .post("plain", "A barge is named", "category: City\n", "The barge is called Patience. She was launched at noon. Nobody was hurt.\n")
        .post("hebrew", "הגשם פסק והנהר ירד בשלוש רגליים", "category: מזג האוויר\nlang: he\ntldr: [אנשי הסירות מדדו את הירידה.]\n", "טקסט.\n")
        .post("japanese", "雨がやみ、川の水位が3フィート下がる", "category: 天気\nlang: ja\ntldr: [船頭たちは日曜から火曜にかけての水位を測った。]\n", "本文。\n")
        .post("emoji", "\"Kites 🪁 over the marsh & <b>more</b>\"", "category: City\ntldr: ['A kite = 3 shillings; 100% of them fly.']\n", "Kites.\n")
        .post("long", "The aldermen met at noon, and again at four, and could not agree upon the price of coal whatever the clerk proposed to them",
            "category: Court\nsentiment_score: 2\nsentiment_label: Sour\nsource_url: https://court.example/" + "a".repeat(180) + "\ntldr: ['" + "word ".repeat(120) + "']\n", "Text.\n")
        .post("image", "A map of the fire", "category: City\ntldr: ['![A map](https://maps.example/fire.png) shows four streets.']\n", "![A map](https://maps.example/fire.png)\n")
        .write("posts/2026-11-23-toml.md", "+++\ntitle = \"Two wards vote\"\ndate = 2026-11-23T10:00:00Z\ncategories = [\"Court\", \"City\"]\nsentiment_score = 10\nsentiment_label = \"Bright\"\n+++\n\nThey vote on Thursday.\n");
    for (int i = 1; i <= 10; i++)
      house.post("brief-" + i, "Short news of the day, number " + i, "category: Trade\nsentiment_score: " + i % 11 + "\nsentiment_label: Even\nsource_url: https://trade.example/" + i + "\n", "It was sold. The price was " + i + " pence.\n");
    house.write("notes/daily/2026-11-24.md", "---\nsubject: Toll dropped · Two wards vote\n---\n\nGood morning. Here is [the map](https://maps.example/).\n\n## Sponsored\n\nCandles at [Wax & Son](https://wax.example/).\n");
  }
}
