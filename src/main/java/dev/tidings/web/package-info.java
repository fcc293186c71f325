/**
 * The site that readers use. Requests come in; pages, feeds and one call to a stage go out. Open
 * {@link dev.tidings.web.PublicSite} first: it puts the parts before each other, and {@link dev.tidings.web.Routes} is the site
 * map. Files of site/ go out by Jetty's own resource handling. No GET changes anything, no link is built from a request, and no
 * answer tells whether an address is known.
 */
@NullMarked
package dev.tidings.web;

import org.jspecify.annotations.NullMarked;
