package dev.tidings.feed;

import dev.tidings.markup.Article;
import dev.tidings.markup.Markdown;
import dev.tidings.shelf.ShelvedPost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import dev.tidings.post.Category;
import dev.tidings.shelf.PostKey;

/**
 * 10,000 posts of 3 kB in ten categories to all feeds and pages, in one fresh JVM: cold, one post more, nothing changed. After
 * {@code mvn test-compile}: {@code java -cp target/classes:target/test-classes:"target/lib/*" dev.tidings.feed.FeedBench [posts]}
 */
final class FeedBench {
  private FeedBench() {}

  public static void main(String[] arguments) throws IOException {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    Path site = Files.createTempDirectory("site");
    var posts = new ArrayList<ShelvedPost>();
    for (int i = count; i >= 1; i--) posts.add(post(i));
    long start = System.nanoTime();
    Map<PostKey, Article> articles = new ConcurrentHashMap<>();
    var markdown = new Markdown();
    posts.parallelStream().forEach(post -> articles.put(post.key(), markdown.article(post.post(), post.link())));
    say("articles", start);
    write("cold, feeds and pages", posts, articles, site);
    write("nothing changed", posts, articles, site);
    posts.add(0, post(count + 1));
    articles.put(posts.get(0).key(), markdown.article(posts.get(0).post(), posts.get(0).link()));
    write("one post more", posts, articles, site);
    System.out.println("site in " + site);
  }

  private static ShelvedPost post(int number) {
    String body = "The wind turned at dawn and the carts of Thames Street stood until noon, so says the [almanack](https://almanack.example/). ".repeat(8) + "\n\n";
    return Morning1666.post(number, "Morning " + number, body + "- bread\n- *butter*\n\n" + body + "> Quoted.\n\n" + body, new Category("Ward " + number % 10, "ward-" + number % 10));
  }

  private static void write(String what, List<ShelvedPost> posts, Map<PostKey, Article> articles, Path site) {
    long start = System.nanoTime();
    var composer = new FeedComposer(Morning1666.settings(50), Morning1666.LOOK, "en", post -> articles.get(post.key()), Optional.empty());
    FeedReport report = composer.write(posts, List.of(), Morning1666.NOW, new SiteWriter(site));
    say(what + " (" + report.written() + " written, " + report.unchanged() + " unchanged)", start);
  }

  private static void say(String what, long start) {
    System.out.printf("%-60s %6.2f s%n", what, (System.nanoTime() - start) / 1e9);
  }
}
