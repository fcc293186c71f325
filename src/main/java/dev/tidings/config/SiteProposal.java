package dev.tidings.config;

import dev.tidings.shelf.FeedIds;
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What an existing site says about itself, as a proposal for a house around its posts.
 *
 * @param source the file it was read from, relative to the folder
 * @param url with the base path, where the site says one
 * @param permalink the pattern of its posts
 * @param posts folders of posts, relative to the folder
 */
public record SiteProposal(
    FeedIds.Scheme kind, String source, String title, Optional<URI> url, String language, Optional<ZoneId> zone,
    String permalink, List<String> posts) {}
