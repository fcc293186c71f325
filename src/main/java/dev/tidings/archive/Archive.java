package dev.tidings.archive;

import dev.tidings.render.Hole;
import dev.tidings.render.MailBody;
import dev.tidings.render.Variant;
import dev.tidings.shelf.PostKey;
import dev.tidings.store.Tx;
import dev.tidings.timetable.Slot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Every edition and every variant that was published, as it was. */
public final class Archive {
  private static final Pattern HOLE = Pattern.compile("\\[\\s*(\\d+)\\s*,\\s*\"(\\w+)\"\\s*]");
  private static final String EDITION = "SELECT id, newsletter, number, local, zone, published_at, expires_at, subject, upper, coalesce(reprinted, 0) FROM edition ";
  private static final String LISTED = "place IN ('lead', 'section', 'brief') ORDER BY p.edition, p.position";

  /** The number the next edition of this newsletter gets. */
  public int nextNumber(Handle sql, String newsletter) {
    return sql.createQuery("SELECT coalesce(max(number), 0) + 1 FROM edition WHERE newsletter = ?").bind(0, newsletter).mapTo(Integer.class).one();
  }

  /** Whether this slot has its edition already. */
  public boolean holds(Handle sql, String newsletter, LocalDateTime local, ZoneId zone) {
    return sql.createQuery("SELECT count(*) FROM edition WHERE newsletter = ? AND local = ? AND zone = ?")
        .bind(0, newsletter).bind(1, local.toString()).bind(2, zone.getId()).mapTo(Integer.class).one() > 0;
  }

  /** The number of this slot's edition, if it has one. */
  public Optional<Integer> number(Handle sql, Slot slot) {
    return sql.createQuery("SELECT number FROM edition WHERE newsletter = ? AND local = ? AND zone = ?")
        .bind(0, slot.newsletter()).bind(1, slot.local().toString()).bind(2, slot.zone().getId()).mapTo(Integer.class).findOne();
  }

  /** The last number told by an edition of this newsletter; empty where there is no edition yet. */
  public Optional<Long> lastUpper(Handle sql, String newsletter) {
    return sql.createQuery("SELECT upper FROM edition WHERE newsletter = ? AND corrects IS NULL ORDER BY number DESC LIMIT 1").bind(0, newsletter).mapTo(Long.class).findOne();
  }

  /** When the newest edition of this newsletter was published, corrections apart. */
  public Optional<Instant> lastPublished(Handle sql, String newsletter) {
    return sql.createQuery("SELECT published_at FROM edition WHERE newsletter = ? AND corrects IS NULL ORDER BY number DESC LIMIT 1").bind(0, newsletter).mapTo(Long.class).findOne().map(Instant::ofEpochMilli);
  }

  /** The newest fifty slots that were published, newest first; extra ones among them, corrections not. */
  public List<Slot> slots(Handle sql, String newsletter) {
    return sql.createQuery("SELECT local, zone FROM edition WHERE newsletter = ? AND corrects IS NULL ORDER BY number DESC LIMIT 50")
        .bind(0, newsletter)
        .map((row, context) -> new Slot(newsletter, LocalDateTime.parse(row.getString(1)), ZoneId.of(row.getString(2)), false))
        .list();
  }

  /** Keeps an edition and its variants for good; answers with the edition's id. Its variants get ids in their order. */
  public long keep(Tx tx, Frozen edition) {
    Variant first = edition.variants().get(0);
    long id =
        tx.sql()
            .createUpdate("INSERT INTO edition (newsletter, number, local, zone, upper, subject, language, published_at, expires_at, stories, planned)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)")
            .bind(0, edition.slot().newsletter()).bind(1, edition.number()).bind(2, edition.slot().local().toString())
            .bind(3, edition.slot().zone().getId()).bind(4, edition.upper()).bind(5, first.subject()).bind(6, first.language())
            .bind(7, edition.times().publishedAt().toEpochMilli()).bind(8, edition.times().expiresAt().toEpochMilli())
            .bind(9, edition.posts().stream().filter(told -> !told.place().equals("dropped")).count())
            .executeAndReturnGeneratedKeys("id").mapTo(Long.class).one();
    var posts = tx.sql().prepareBatch("INSERT INTO edition_post (edition, position, number, post, place, title) VALUES (?, ?, ?, ?, ?, ?)");
    int position = 0;
    for (Frozen.Told told : edition.posts()) posts.add(id, position++, told.number(), told.post(), told.place(), told.title());
    if (posts.size() > 0) posts.execute();
    return id;
  }

  /** Keeps one variant of a kept edition; answers with its id. */
  public long keep(Tx tx, long edition, Variant variant) {
    return tx.sql()
        .createUpdate("INSERT INTO variant (edition, posts_digest, format, language, subject, html, text, content_type, transfer_encoding, body, holes)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(0, edition).bind(1, variant.postsDigest()).bind(2, variant.format().name()).bind(3, variant.language())
        .bind(4, variant.subject()).bind(5, variant.parts().html()).bind(6, variant.parts().text())
        .bind(7, variant.body().contentType()).bind(8, variant.body().transferEncoding()).bind(9, variant.body().bytes())
        .bind(10, holes(variant.body().holes()))
        .executeAndReturnGeneratedKeys("id").mapTo(Long.class).one();
  }

  public Optional<StoredVariant> variant(Handle sql, long id) {
    return sql.createQuery("SELECT v.id, v.edition, e.newsletter, e.number, v.subject, v.language, v.html, v.text, v.content_type, v.transfer_encoding, v.body, v.holes"
            + " FROM variant v JOIN edition e ON e.id = v.edition WHERE v.id = ?")
        .bind(0, id)
        .map((row, context) -> variant(row))
        .findOne();
  }

  /** The variant that a reader who follows everything got as HTML: what the edition's page shows. */
  public Optional<StoredVariant> fullest(Handle sql, long edition) {
    return sql.createQuery("SELECT min(id) FROM variant WHERE edition = ?").bind(0, edition).mapTo(Long.class).findOne()
        .flatMap(id -> variant(sql, id));
  }

  /**
   * The kept mails that lead to a post's page, of the editions from this one on. @param link as mails write it
   */
  public List<Long> holding(Handle sql, long from, String link) {
    return sql.createQuery("SELECT id FROM variant WHERE edition >= ? AND instr(text, ?) > 0 ORDER BY id").bind(0, from).bind(1, link).mapTo(Long.class).list();
  }

  /** A kept mail says something else from now on. Only for a post that is withdrawn: what is frozen stays as it was. */
  public void reprint(Tx tx, StoredVariant variant, StoredVariant.Letter letter, Instant now) {
    tx.sql().createUpdate("UPDATE variant SET subject = ?, html = ?, text = ?, content_type = ?, transfer_encoding = ?, body = ?, holes = ? WHERE id = ?")
        .bind(0, letter.subject()).bind(1, letter.parts().html()).bind(2, letter.parts().text()).bind(3, letter.body().contentType()).bind(4, letter.body().transferEncoding())
        .bind(5, letter.body().bytes()).bind(6, holes(letter.body().holes())).bind(7, variant.id()).execute();
    tx.sql().execute("UPDATE edition SET reprinted = ?, subject = CASE WHEN subject = ? THEN ? ELSE subject END WHERE id = ?", now.toEpochMilli(), variant.letter().subject(), letter.subject(), variant.edition());
  }

  /** A post is in no edition's list any more. */
  public void unlist(Tx tx, PostKey post) {
    tx.sql().execute("UPDATE edition_post SET place = 'withdrawn', title = '' WHERE post = ? AND place <> 'dropped'", post.value());
  }

  /** What the stories of a newsletter's editions were called. */
  public Set<String> titles(Handle sql, String newsletter) {
    return new HashSet<>(sql.createQuery("SELECT DISTINCT p.title FROM edition_post p JOIN edition e ON e.id = p.edition WHERE e.newsletter = ? AND p.title <> ''").bind(0, newsletter).mapTo(String.class).list());
  }

  /** Newest first. */
  public List<Published> editions(Handle sql, String newsletter) {
    Map<Long, List<PostKey>> listed = sql.createQuery("SELECT p.edition, p.post FROM edition_post p JOIN edition e ON e.id = p.edition WHERE e.newsletter = ? AND p." + LISTED)
        .bind(0, newsletter).map((row, context) -> Map.entry(row.getLong(1), new PostKey(row.getString(2))))
        .collect(Collectors.groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    return sql.createQuery(EDITION + "WHERE newsletter = ? ORDER BY number DESC")
        .bind(0, newsletter)
        .map((row, context) -> published(row, listed.getOrDefault(row.getLong(1), List.of())))
        .list();
  }

  public Optional<Published> edition(Handle sql, long id) {
    List<PostKey> listed = sql.createQuery("SELECT p.post FROM edition_post p WHERE p.edition = ? AND p." + LISTED).bind(0, id).mapTo(String.class).stream().map(PostKey::new).toList();
    return sql.createQuery(EDITION + "WHERE id = ?").bind(0, id).map((row, context) -> published(row, listed)).findOne();
  }

  private static Published published(ResultSet row, List<PostKey> posts) throws SQLException {
    var when = new Published.When(LocalDateTime.parse(row.getString(4)), ZoneId.of(row.getString(5)),
        Instant.ofEpochMilli(row.getLong(6)), Instant.ofEpochMilli(row.getLong(7)),
        Optional.of(row.getLong(10)).filter(at -> at > 0).map(Instant::ofEpochMilli));
    return new Published(row.getLong(1), row.getString(2), row.getInt(3), when, row.getString(8), row.getLong(9), posts);
  }

  private static StoredVariant variant(ResultSet row) throws SQLException {
    var body = new MailBody(row.getString(9), row.getString(10), row.getBytes(11), holes(row.getString(12)));
    var letter = new StoredVariant.Letter(row.getString(5), row.getString(6), new Variant.Parts(row.getString(7), row.getString(8)), body);
    return new StoredVariant(row.getLong(1), row.getLong(2), row.getString(3), row.getInt(4), letter);
  }

  /** {@code [[120,"UNSUBSCRIBE"],[480,"PREFERENCES"]]}: what the queue reads. */
  private static String holes(List<Hole> holes) {
    return holes.stream().map(hole -> "[" + hole.offset() + ",\"" + hole.kind() + "\"]").collect(Collectors.joining(",", "[", "]"));
  }

  private static List<Hole> holes(String json) {
    var holes = new ArrayList<Hole>();
    Matcher hole = HOLE.matcher(json);
    while (hole.find()) holes.add(new Hole(Integer.parseInt(hole.group(1)), Hole.Kind.valueOf(hole.group(2))));
    return holes;
  }
}
