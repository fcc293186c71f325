/**
 * A newsroom of 1666 on loopback: sample posts, an embedded inbox and a page with buttons. Open {@link
 * dev.tidings.demo.Demo} first. Everything goes through the ordinary path over real SMTP.
 */
@NullMarked
package dev.tidings.demo;

import org.jspecify.annotations.NullMarked;
