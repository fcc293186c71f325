package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.edition.Heading;
import dev.tidings.edition.Layout;
import dev.tidings.edition.Story;
import dev.tidings.markup.FreshHtml;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
  static final Newsroom.Tale HEBREW = new Newsroom.Tale("המכס בנמל בוטל אחרי שבוע של תורים", "העיר", 6, "ניטרלי בזהירות",
      "פקידי הנמל ביטלו את המכס של 2 פני לעגלה שהוטל ביום שני.", "העגלות עמדו בתור עד הגשר והדגים נמכרו בחצי המחיר.",
      "ועדה של תשעה תודיע עד 14–16 בדצמבר מי ישלם על הרציף החדש.").in("he");
  static final Newsroom.Tale HEBREW_TOO = new Newsroom.Tale("הגשם פסק והנהר ירד בשלוש רגליים", "מזג האוויר", 8, "מעודד",
      "אנשי הסירות מדדו את הירידה בין יום ראשון ליום שלישי.", "המרתפים יבשים דיים כדי לטאטא אותם.", "צפויה קרה לפני סוף השבוע.").in("he");
  static final Newsroom.Tale JAPANESE = new Newsroom.Tale("港の通行料、一週間の行列の末に廃止", "市中", 6, "慎重ながら中立",
      "港の役人は、月曜日に始まったばかりの荷車一台につき2ペンスの通行料を取りやめた。", "荷車の列は橋まで続き、魚は半値で売られていた。",
      "新しい岸壁の費用をどうまかなうかは、九人の委員会が12月14日までに決める。").in("ja");
  static final Newsroom.Tale JAPANESE_TOO = new Newsroom.Tale("雨がやみ、川の水位が3フィート下がる", "天気", 8, "明るい",
      "船頭たちは日曜から火曜にかけての水位を測った。", "川沿いの地下室はもう掃除ができるほど乾いている。", "週末までに霜が降りる見込み。").in("ja");

  private final MailTemplates templates = new MailTemplates(Newsroom.SERVED, TemplateFolder.DEFAULT);

  @Test
  void hebrewRunsFromRightToLeft() throws IOException {
    Variant mail = templates.render(edition("השליח היומי", "he", HEBREW, HEBREW_TOO, Newsroom.LEAD.in("en")), Format.HTML, "he");
    Document page = Jsoup.parse(mail.parts().html());
    assertThat(page.select("html").attr("dir")).isEqualTo("rtl");
    assertThat(page.select("td[lang=he][dir=rtl]")).isNotEmpty();
    assertThat(page.select("td[lang=en][dir=ltr]")).hasSize(1);
    assertThat(page.text()).doesNotContain("gloomy").contains("3 ידיעות", "הסרה מהרשימה", "העדפות", "◑ 6/10 ניטרלי בזהירות");
    keep("hebrew", mail);
  }

  @Test
  void anEnglishQuoteInAHebrewMailHasEnglishMarks() {
    Layout plain = edition("השליח היומי", "he", HEBREW, HEBREW_TOO);
    var quoting = new Layout(plain.heading(), Newsroom.lead(), plain.sections(), plain.brief(), 0, Optional.empty());
    Variant mail = templates.render(quoting, Format.HTML, "he");
    assertThat(Jsoup.parse(mail.parts().html()).text()).contains("“A toll that stops the carts earns nothing.”");
  }

  @Test
  void japaneseIsFoldedByColumns() throws IOException {
    Variant mail = templates.render(edition("日刊ディスパッチ", "ja", JAPANESE, JAPANESE_TOO), Format.HTML, "ja");
    assertThat(mail.parts().text()).contains("11月24日（火） · 2本の記事", "配信停止");
    assertThat(mail.parts().text().lines().filter(line -> !line.contains("://"))).allMatch(line -> TextFold.width(line) <= 72);
    keep("japanese", mail);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "es", "fr", "he", "ja"})
  void eachLanguageHasTheKeysOfEnglish(String language) throws IOException {
    assertThat(keys(language)).isEqualTo(keys("en"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "en | Tue 24 Nov", "de-AT | Di, 24. November", "es | mar 24 nov", "fr | mar. 24 nov.", "ja | 11月24日（火）", "xx | Tue 24 Nov",
    "../../etc | Tue 24 Nov"})
  void daysAreWrittenAsPeopleDo(String language, String day) {
    assertThat(Words.of(language, TemplateFolder.DEFAULT, Map.of()).day(LocalDate.of(2026, 11, 24))).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "en | November 2026", "de | November 2026", "es | noviembre 2026", "fr | novembre 2026", "he | נובמבר 2026", "ja | 2026年11月"})
  void monthsStandAlone(String language, String month) {
    assertThat(Words.of(language, TemplateFolder.DEFAULT, Map.of()).month(YearMonth.of(2026, 11))).isEqualTo(month);
  }

  @Test
  void theConfigurationsTextsWin() {
    Words words = Words.of("en", TemplateFolder.DEFAULT, Map.of("score", "{0} of 5"));
    assertThat(words.say("score", "4")).isEqualTo("4 of 5");
    assertThat(words.say("why", "{1}", "host")).isEqualTo("You get this because you joined {1} at host.");
  }

  static Layout edition(String title, String language, Newsroom.Tale... tales) {
    List<Story> told = new java.util.ArrayList<>();
    for (Newsroom.Tale tale : tales) told.add(Newsroom.story(told.size() + 1, tale));
    Layout plain = Newsroom.layout(told, 0);
    Heading heading = plain.heading();
    var opening = new Layout.Opening(FreshHtml.of(""), "", Optional.empty());
    return new Layout(
        new Heading(Newsroom.newsletter(title, language), heading.slot(), 12, tales[0].title(), heading.topics(), 3),
        plain.lead(), plain.sections(), plain.brief(), 0, Optional.of(opening));
  }

  private static java.util.Set<String> keys(String language) throws IOException {
    var properties = new Properties();
    properties.load(new StringReader(TemplateFolder.resource("/dev/tidings/render/words_" + language + ".properties").orElseThrow()));
    return properties.stringPropertyNames();
  }

  private static void keep(String name, Variant mail) throws IOException {
    for (String kind : List.of("html", "txt")) {
      Path file = Path.of("src/test/resources/render", name + "." + kind);
      String actual = kind.equals("html") ? mail.parts().html() : mail.parts().text();
      if (Boolean.getBoolean("golden.update")) Files.writeString(file, actual);
      assertThat(actual).isEqualTo(Files.readString(file));
    }
  }
}
