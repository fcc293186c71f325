package dev.tidings.feed;
import java.time.*; import java.util.*; import dev.tidings.timetable.Newsletter; import dev.tidings.shelf.ShelvedPost;
public record PublishedEdition(Newsletter newsletter, int number, LocalDateTime local, ZoneId zone, Instant publishedAt, String subject, String html, String text, List<ShelvedPost> stories) {}
