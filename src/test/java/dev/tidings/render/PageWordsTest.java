package dev.tidings.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageWordsTest {
  private static Properties words(String language) throws IOException {
    var words = new Properties();
    words.load(new StringReader(TemplateFolder.resource("/dev/tidings/render/pages_" + language + ".properties").orElseThrow()));
    return words;
  }

  private static Set<String> places(String text) {
    return Pattern.compile("\\{\\d}").matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "es", "fr", "he", "ja"})
  void everythingThatReadersSeeIsSaid(String language) throws IOException {
    Properties english = words("en");
    Properties own = words(language);
    assertThat(own.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    own.stringPropertyNames().stream().filter(key -> !key.equals("web.email.bad")) // its reason is an English phrase
        .forEach(key -> assertThat(places(own.getProperty(key))).as(key).isEqualTo(places(english.getProperty(key))));
    assertThat(own.getProperty("web.email.bad")).doesNotContain("{");
  }
}
