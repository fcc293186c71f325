package dev.tidings.timetable;

import java.time.ZoneId;
import java.util.Optional;

/**
 * One line of a schedule.
 *
 * @param words as the admin wrote it
 * @param cron five fields, what the words mean
 * @param zone its own; empty = the newsletter's
 */
public record ScheduleLine(String words, String cron, Optional<ZoneId> zone) {}
