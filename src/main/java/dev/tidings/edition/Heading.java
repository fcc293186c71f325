package dev.tidings.edition;

import dev.tidings.timetable.Newsletter;
import dev.tidings.timetable.Slot;
import java.util.List;

/**
 * The top of an edition.
 *
 * @param number the edition's, from 1 per newsletter
 * @param subject plain text, 50 characters at most where possible
 * @param topics up to three short headlines for the preheader
 * @param minutes reading time of what is shown, at least 1
 */
public record Heading(Newsletter newsletter, Slot slot, int number, String subject, List<String> topics, int minutes) {}
