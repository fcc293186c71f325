package dev.tidings.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What mail programs lack is noticed, and what is whole without it is let pass. */
class ClientRulesTest {
  private static final String HEAD = "<html><head><meta name=\"color-scheme\" content=\"light dark\"><style>%s</style></head><body><div style=\"background-color: #fff; color: #111\">%s</div></body></html>";

  private static List<String> judged(String css, String body) {
    String html = HEAD.formatted(css, body);
    return ClientRules.shipped().judge(Jsoup.parse(html), html);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      <p style="display: flex">x</p> | value display: flex
      <p style="float: left">x</p> | property float
      <p style="color: var(--ink)">x</p> | function var
      <p style="font-size: 1.2rem">x</p> | unit rem
      <p style="overflow-wrap: break-word">x</p> | (beside word-wrap)
      <table style="max-width: 600px"><tr><td>x</td></tr></table> | (comment mso)
      <table style="margin: 0 auto"><tr><td>x</td></tr></table> | (attribute align)
      <p style="width: 50%">x</p> | (on table td img)
      <p style="text-align: end">x</p> | value text-align: end
      <p style="grid-area: a">x</p> | of which no list says
      <svg></svg> | element svg
      <img src="https://maps.example/a.png"> | (attribute alt)
      <marquee>x</marquee> | element marquee
      """)
  void whatIsLackingSomewhereIsSaid(String body, String says) {
    assertThat(judged("", body)).singleElement().asString().contains(says);
  }

  @Test
  void rulesInTheHeadAreJudgedToo() {
    assertThat(judged("@import url(x.css); #a > b { color: red }", "<p>x</p>")).hasSize(2).anyMatch(one -> one.contains("at import")).anyMatch(one -> one.contains("selector id"));
    assertThat(judged("@font-face { font-family: x }", "<p>x</p>")).singleElement().asString().contains("at font-face");
    String bare = "<html><head><style>@media (prefers-color-scheme: dark) { p { color: #eee } }</style></head><body><p>x</p></body></html>";
    assertThat(ClientRules.shipped().judge(Jsoup.parse(bare), bare)).hasSize(3).anyMatch(one -> one.contains("(meta color-scheme)")).anyMatch(one -> one.contains("(colours)")).anyMatch(one -> one.contains("(inline)"));
  }

  @Test
  void whatHasItsFallbackOrNeedsNoneIsLetPass() {
    assertThat(judged("/* a note: none */ @media (max-width: 480px) { .a { padding: 8px !important } }", """
        <!--[if mso]><table width="600"><tr><td><![endif]-->
        <table role="presentation" align="center" style="width: 100%; max-width: 600px; margin: 0 auto; border-collapse: collapse; border-spacing: 0"><tr>
        <td class="a" style="padding: 8px; overflow-wrap: break-word; word-wrap: break-word; font-family: 'Segoe UI', Georgia, serif; text-align: start"><a href="https://one.example/">one</a></td></tr></table>
        """)).isEmpty();
  }

  @Test
  void eachRuleSaysWhatIsSeenAndHasADemandThatIsKnown() {
    ClientRules.shipped().rules().forEach((feature, rule) -> {
      assertThat(rule.instead()).as(feature).isNotBlank();
      assertThat(rule.demand()).as(feature).matches("|never|colours|inline|(beside|attribute|comment|meta) [\\w-]+|on [\\w ]+");
      assertThat(feature).matches("(element|attribute|property|value|function|unit|media|at|selector|comment) \\S.*");
    });
  }
}
