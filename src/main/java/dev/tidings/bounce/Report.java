package dev.tidings.bounce;

import java.util.List;
import java.util.Optional;

/**
 * What a message tells, sorted by how far it can be trusted.
 *
 * @param header of the message itself
 * @param shape what its parts are
 * @param recipients delivery-status fields, one group a recipient. RFC 3464 2.3
 * @param narrative what is written for a person, without the returned mail
 * @param returned the header of our mail, as far as it came back
 * @param feedback of a complaint. RFC 5965 3.1
 */
record Report(Fields header, Shape shape, List<Fields> recipients, String narrative, Fields returned, Fields feedback) {
  /**
   * @param status it has a part made for machines, whatever its type says
   * @param returnsMail it holds another message
   * @param receipt a disposition notification. RFC 8098
   */
  record Shape(boolean status, boolean returnsMail, boolean receipt, boolean complaint) {}

  String head(String name) {
    return header.first(name).map(Encodings::words).orElse("");
  }

  String subject() {
    return Words.smooth(head("subject"));
  }

  Optional<String> failedByHeader() {
    return header.first("x-failed-recipients");
  }
}
