package dev.tidings.feed;
import java.time.*; import java.util.*; import dev.tidings.shelf.ShelvedPost;
public final class FeedComposer { public FeedReport write(List<ShelvedPost> p, List<PublishedEdition> e, Instant n, SiteWriter w){return FeedReport.UNCHANGED;} }
