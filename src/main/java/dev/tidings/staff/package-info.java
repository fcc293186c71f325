/**
 * Who may: accounts with a role, the sessions they opened, keys for programs, and the log of what was done in whose name. A name and a
 * password, or a secret of ours, come in; an account goes out, or nothing. Open {@link dev.tidings.staff.Staff} first. It knows no
 * newsletter and no reader, and it keeps no secret that could be used: passwords as Argon2id, cookies and keys as SHA-256.
 */
@NullMarked
package dev.tidings.staff;

import org.jspecify.annotations.NullMarked;
