package dev.tidings.web;

import dev.tidings.hook.Hooks;
import dev.tidings.render.Look;
import dev.tidings.render.TemplateFolder;
import dev.tidings.run.ReaderDesk;
import dev.tidings.run.SearchDesk;
import java.util.function.Supplier;

/**
 * What the pages need of a house; a new one takes its place when the configuration changes.
 *
 * @param feedTtlMinutes how long feed readers may wait
 * @param desk takes what readers do
 * @param search of editions and posts
 * @param hooks takes what relays' operators tell
 * @param health asked at each request of /health · @param metrics of /metrics
 */
public record Rooms(Look look, String language, TemplateFolder templates, int feedTtlMinutes, ReaderDesk desk, SearchDesk search, Hooks hooks, Supplier<Health> health, Supplier<String> metrics) {}
