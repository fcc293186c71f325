/**
 * A variant plus one subscriber becomes RFC 5322 bytes, and one conversation with one relay hands them over.
 * Open {@link dev.tidings.mail.MailComposer} and {@link dev.tidings.mail.Relay} first. Only this package knows
 * SMTP; nothing here is stored.
 */
@NullMarked
package dev.tidings.mail;

import org.jspecify.annotations.NullMarked;
