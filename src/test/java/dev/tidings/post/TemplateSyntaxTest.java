package dev.tidings.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Template syntax becomes what it means or vanishes; in code it stays as it is. */
class TemplateSyntaxTest {
  private static String clean(String markdown) {
    return new TemplateSyntax(name -> "/" + name + ".html").clean(markdown).markdown();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '¦', value = {
      "[a]({% post_url 2026-02-03-tide %}) ¦ [a](/2026-02-03-tide.html)",
      "[a]({% link news/tide.md %}) ¦ [a](/news/tide.md.html)",
      "[a]({{ '/tide/' | relative_url }}) ¦ [a](/tide/)",
      "[a]({{ site.baseurl }}/tide/) ¦ [a](/tide/)",
      "[a]({{< ref \"/tide.md\" >}}) ¦ [a](/tide.md)",
      "{{< figure src=\"/quay.png\" alt=\"The quay\" >}} ¦ ![The quay](</quay.png>)",
      "{{< figure src=\"/quay.png\" caption=\"A quay\" >}} ¦ ![A quay](</quay.png>)",
      "{{< youtube abc123 >}} ¦ https://www.youtube.com/watch?v=abc123",
      "one {% include ad.html %} two ¦ one  two",
      "one {{ page.title }} two ¦ one  two",
      "one {% comment %} not for you {% endcomment %} two ¦ one  two",
      "one {# nor this #} two ¦ one  two",
      "one{:.wide} two ¦ one two",
      "## Tides {#tides} ¦ ## Tides",
      "## Why tides? {#why-tides?} ¦ ## Why tides?",
      "## Next {#96c5.pier.pier--p} ¦ ## Next",
      "{% raw %}Write {{ name }} here{% endraw %} ¦ Write `{{ name }}` here",
      "one {{ two ¦ one  two",
      "f(x) { return {}; } {a} ¦ f(x) { return {}; } {a}",
      "`{{ kept }}` and {{ gone }} ¦ `{{ kept }}` and",
      "`{% raw %}{{ kept }}{% endraw %}` ¦ `{{ kept }}`",
      "<code>{{ kept }}</code> {{ gone }} ¦ <code>{{ kept }}</code>"})
  void becomesWhatItMeansOrVanishes(String before, String after) {
    assertThat(clean(before).strip()).isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "```liquid\n{{ page.title }} {% if a %}\n```", "~~~\n{{< figure >}}\n~~~", "- item\n\n  ```\n  {{ a }}\n  ```", "Look:\n\n    {{ indented }}\n    {% code %}\n\nEnd.",
      "<pre>\n{{ a }}\n\n{% b %}\n</pre>", "A span `{{ over\ntwo }}` lines."})
  void staysInCode(String markdown) {
    assertThat(clean(markdown)).isEqualTo(markdown);
  }

  @Test
  void highlightBecomesAFence() {
    assertThat(clean("{% highlight c++ linenos %}\nint x = {{1}};\n{% endhighlight %}")).contains("```c++\nint x = {{1}};\n```");
    assertThat(clean("{{< highlight go \"linenos=table\" >}}\nx := {{ .Name }}\n{{< /highlight >}}")).contains("```go\nx := {{ .Name }}\n```");
    assertThat(clean("{% highlight liquid %}{% raw %}{{ a }}{% endraw %}{% endhighlight %}")).contains("```liquid\n{{ a }}\n```");
    assertThat(clean("{% highlight md %}\n```\nx\n```\n{% endhighlight %}")).contains("~~~~~~md\n```\nx\n```\n~~~~~~");
  }

  @Test
  void anUnclosedTagTakesNoParagraphWithIt() {
    assertThat(clean("one {{ two\n\nthree\n\nfour }} five")).isEqualTo("one  two\n\nthree\n\nfour  five");
  }

  @Test
  void includesAreCounted() {
    TemplateSyntax.Clean clean = new TemplateSyntax(name -> name).clean("{% include story.md %}");
    assertThat(clean.includes()).isTrue();
    assertThat(clean.removed()).containsExactly("{% include story.md %}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{{", "{{ ", "{%", "{% raw %}", "{{< highlight go >}}", "{% highlight go %}", "{:", "{: a}", "{#", "{{< figure ", "}}", "{{<", "<pre ", "<code>", "{{}}"})
  void takesNoTimeHoweverOftenItIsRepeated(String piece) {
    String text = "}}".repeat(300_000) + piece.repeat(2_000_000 / piece.length());
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    assertThat(clean(text)).doesNotContain("{{");
    assertThat(Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(4));
  }
}
