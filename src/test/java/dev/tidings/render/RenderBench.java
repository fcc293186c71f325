package dev.tidings.render;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an edition costs in CPU time: 30 stories in 12 variants. {@code mvn test -Pslow -Dtest=RenderBench} */
class RenderBench {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "he", "ja");

  @Test
  @Tag("slow")
  void anEditionInTwelveVariants() {
    System.out.printf(Locale.ROOT, "first edition, templates read and parsed: %.0f ms%n", edition(new MailTemplates(Newsroom.SERVED, TemplateFolder.DEFAULT)));
    var templates = new MailTemplates(Newsroom.SERVED, TemplateFolder.DEFAULT);
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 40; round++) best = Math.min(best, edition(templates));
    System.out.printf(Locale.ROOT, "warm, the best of 40: %.1f ms for 12 variants of 30 stories, %.2f ms each%n", best, best / 12);
  }

  private static double edition(MailTemplates templates) {
    long begin = CPU.getCurrentThreadCpuTime();
    for (String language : LANGUAGES)
      for (Format format : Format.values()) templates.render(Newsroom.edition(30), format, language);
    return (CPU.getCurrentThreadCpuTime() - begin) / 1e6;
  }
}
