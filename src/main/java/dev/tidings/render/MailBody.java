package dev.tidings.render;

import java.util.List;

/**
 * A MIME entity ready for the wire but for its holes: CRLF line ends, 7 bit, no line over 76 characters, not dot-stuffed.
 *
 * @param contentType the header value that goes with it, boundary included
 * @param transferEncoding of a single part ({@code quoted-printable}); {@code 7bit} for a multipart
 * @param holes ascending by offset; in the bytes each is filled with 'x'
 */
public record MailBody(String contentType, String transferEncoding, byte[] bytes, List<Hole> holes) {}
