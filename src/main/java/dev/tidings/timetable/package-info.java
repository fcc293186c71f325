/**
 * When a newsletter is due. Schedules in plain words or cron lines come in; {@link dev.tidings.timetable.Slot}s
 * go out. Open {@link dev.tidings.timetable.Timetable} first. Pure: no clock is read, nothing wakes up, nothing
 * is stored.
 */
@NullMarked
package dev.tidings.timetable;

import org.jspecify.annotations.NullMarked;
