package dev.tidings.config;

import dev.tidings.audience.AudienceSettings;
import dev.tidings.audience.MailAddress;
import dev.tidings.bounce.BounceSettings;
import dev.tidings.deliver.DeliverySettings;
import dev.tidings.feed.FeedSettings;
import dev.tidings.hook.HookSettings;
import dev.tidings.intake.FollowedFeed;
import dev.tidings.mail.DkimSettings;
import dev.tidings.mail.MailSettings;
import dev.tidings.post.PostSettings;
import dev.tidings.render.Look;
import dev.tidings.run.EditorSettings;
import dev.tidings.shelf.FeedIds;
import dev.tidings.store.StorePlace;
import dev.tidings.store.Upkeep;
import dev.tidings.timetable.Newsletter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All of a house's settings, one part per stage.
 *
 * @param audience its house id and salt are empty until {@link HouseFile} has been made
 * @param store a database that several machines may share; empty: a file in data/
 * @param upkeep when a backup is due, and what is not remembered for ever
 * @param seeds who gets a copy of every edition, to see where it lands
 * @param editors of newsletters, who are shown editions before they go out
 * @param warnings doubtful, but usable
 */
public record Settings(
    Path house, PostSettings posts, List<Newsletter> newsletters, Look look, MailSettings mail, DeliverySettings delivery, BounceSettings bounce, Optional<DkimSettings> dkim, Feeds feeds,
    AudienceSettings audience, Serve serve, Optional<StorePlace.Server> store, Upkeep.Rules upkeep, List<MailAddress> seeds, List<EditorSettings> editors, List<SettingsProblem> warnings) {

  /**
   * Where {@code serve} listens and whom it believes.
   *
   * @param proxies addresses whose X-Forwarded-For is believed
   * @param origins other sites whose forms may sign readers up
   * @param metricsToken lets others than this machine read the metrics
   * @param hooks what proves the requests of relays' operators
   */
  public record Serve(Door door, List<String> proxies, List<String> origins, Optional<String> metricsToken, HookSettings hooks) {
    /** @param keystore where TLS is our own, not a proxy's */
    public record Door(String host, int port, Optional<Keystore> keystore) {}

    /** @param file PKCS12 or JKS */
    public record Keystore(Path file, String password) {
      @Override
      public String toString() {
        return file.toString();
      }
    }
  }

  /** How feeds are written, and how their entries are named. @param followed of other sites, whose entries become posts */
  public record Feeds(FeedSettings settings, FeedIds ids, List<FollowedFeed> followed) {}

  /** The same with the house's id and salt. */
  public Settings with(HouseFile file) {
    return new Settings(
        house, posts, newsletters, look, mail, delivery, bounce, dkim, feeds, new AudienceSettings(audience.folder(), file.id(), file.salt()), serve, store, upkeep, seeds, editors, warnings);
  }

  /** Where the house's store is, when it works in this folder. */
  public StorePlace storeIn(Path work) {
    return store.<StorePlace>map(server -> server).orElseGet(() -> new StorePlace.File(work.resolve("data/tidings.db")));
  }
}
