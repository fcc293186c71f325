/**
 * Wakes {@code run} and {@code deliver} and decides nothing. What comes in are the newsletters' next slots, changes in watched
 * folders and calls; what goes out is "look now", and whoever is woken asks the timetable what is due. Open
 * {@link dev.tidings.schedule.Shift} first. A wake too many costs a glance; one too few is made good by the next tick. It never
 * counts on Quartz for what is due.
 */
@NullMarked
package dev.tidings.schedule;

import org.jspecify.annotations.NullMarked;
