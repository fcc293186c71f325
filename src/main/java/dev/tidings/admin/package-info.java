/**
 * The pages of those who make the newsletters, below /admin. A request of somebody who is signed in comes in; a page goes out, or one call to
 * a desk that the commands use too and a line in the log. Open {@link dev.tidings.admin.AdminSite} first, then {@code SiteMap}, which
 * says what there is and who may. No GET changes anything, nothing needs a script, and there is no second way of doing what a
 * command does.
 */
@NullMarked
package dev.tidings.admin;

import org.jspecify.annotations.NullMarked;
