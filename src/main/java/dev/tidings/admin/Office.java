package dev.tidings.admin;

import dev.tidings.render.Look;
import dev.tidings.render.PageEngine;
import dev.tidings.staff.Staff;
import java.time.Clock;
import java.time.ZoneId;

/** What the pages need of a house; a new one takes its place when the configuration changes. */
public record Office(Dress dress, Staff staff, Clock clock) {
  /** How pages look. @param zone the site's, for accounts that name none */
  public record Dress(Look look, PageEngine pages, ZoneId zone) {}
}
