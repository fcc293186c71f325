package dev.tidings.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a message what a report holds: RFC 3464, 5965, 6522, 6533 where they are kept, and the same wherever else it stands. */
final class ReportReader {
  private static final Set<String> STATUS_TYPES = Set.of("message/delivery-status", "message/global-delivery-status", "message/x-delivery-status", "text/delivery-status");
  private static final Pattern STATUS_LINE = Pattern.compile("(?im)^(final-recipient|original-recipient|action|status|diagnostic-code|reporting-mta|remote-mta) *:");
  private static final Pattern COPY_LINE = Pattern.compile(
      "(?im)^[ >]*(?:[-=_*+#]{2,}[^\\n]{0,60}\\b(?:original|copy|unsent|returned|undelivered|your|rejected|bounced|failed|below|text of|start of|enclosed)\\b[^\\n]{0,40}\\b(?:message|mail|e-?mail|headers?|line)\\b[^\\n]*"
          + "|[-=_*+#]{2,} ?(?:message )?(?:headers?|body)[^\\n]{0,40}[-=_*+#]{2,}|(?:the )?(?:original|returned|undelivered|your|rejected) (?:message|mail)(?:'s)? (?:headers?|text|follows?|is|as (?:received|follows|sent))[^\\n]{0,40}|message headers? follow\\w*:?"
          + "|[-=_*+#]{3,} ?(?:ursprüngliche|original|weitergeleitet|mensaje original|message d'origine)[^\\n]*)$");
  private static final Pattern HEADER_RUN = Pattern.compile(
      "(?im)^(?:return-path: ?<|received: ?(?:from|by|\\(qmail)|x-envelope|x-originating|message-id: ?<|mime-version: ?1|dkim-signature:|x-mailer:)[^\\n]*\\n(?:[ \\t]+[^\\n]*\\n)*[\\w-]{2,40}:");
  private final List<Fields> recipients = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();
  private final StringBuilder html = new StringBuilder();
  private Optional<Fields> returned = Optional.empty();
  private Fields feedback = new Fields(List.of());
  private boolean status;
  private boolean receipt;
  private boolean complaint;
  private boolean holdsMail;

  private ReportReader() {}

  static Report read(Part root) {
    var reader = new ReportReader();
    reader.walk(root);
    if (CloudNotice.in(root.header(), reader.plain.toString())) reader.cloud(reader.plain.toString());
    String narrative = reader.plain.toString().isBlank() ? reader.html.toString() : reader.plain.toString();
    narrative = reader.cut(narrative);
    return new Report(root.header(), new Report.Shape(reader.status, reader.holdsMail, reader.receipt, reader.complaint),
        List.copyOf(reader.recipients), narrative, reader.returned.orElse(new Fields(List.of())), reader.feedback);
  }

  private void walk(Part part) {
    part.children().stream().filter(child -> part.isMultipart()).forEach(this::walk);
    if (part.isMultipart()) return;
    String type = part.type();
    if (STATUS_TYPES.contains(type)) statusPart(part);
    else if (type.equals("message/feedback-report")) feedbackPart(part);
    else if (type.startsWith("message/disposition-notification") || type.startsWith("message/global-disposition")) receipt = true;
    else if (type.startsWith("message/") || type.endsWith("rfc822-headers")) returnedPart(part);
    else if (type.equals("text/html")) html.append(part.text()).append('\n');
    else if (part.isText()) textPart(part);
  }

  private void cloud(String text) {
    recipients.addAll(CloudNotice.recipients(text));
    status = !recipients.isEmpty();
    Optional<String> objection = CloudNotice.complaint(text);
    complaint = objection.isPresent();
    objection.ifPresent(kind -> feedback = new Fields(List.of(new Fields.Field("feedback-type", kind))));
  }

  private void statusPart(Part part) {
    status = true;
    String text = Encodings.inCharset(part.octets(), "utf-8");
    int nested = text.indexOf("\n--");
    groups(nested < 0 ? text : text.substring(0, nested));
  }

  private void groups(String text) {
    for (String group : text.split("\\n[ \\t]*\\n+")) {
      Fields fields = Fields.read(group.stripLeading());
      if (fields.has("final-recipient") || fields.has("original-recipient") || fields.has("action") || fields.has("status") || fields.has("diagnostic-code"))
        merge(fields);
    }
  }

  /** Some writers put an empty line between a recipient and what became of it. */
  private void merge(Fields fields) {
    boolean named = fields.has("final-recipient") || fields.has("original-recipient");
    if (named || recipients.isEmpty()) {
      recipients.add(fields);
    } else {
      Fields before = recipients.remove(recipients.size() - 1);
      var both = new ArrayList<>(before.all());
      both.addAll(fields.all());
      recipients.add(new Fields(both));
    }
  }

  private void feedbackPart(Part part) {
    complaint = true;
    feedback = Fields.read(Encodings.inCharset(part.octets(), "").stripLeading());
  }

  private void returnedPart(Part part) {
    holdsMail = true;
    if (returned.isPresent()) return;
    Fields header = part.children().isEmpty() ? Fields.read(part.octets().stripLeading()) : part.children().get(0).header();
    if (!header.all().isEmpty()) returned = Optional.of(header);
  }

  private void textPart(Part part) {
    String text = part.text();
    if (recipients.isEmpty() && STATUS_LINE.matcher(text).results().map(line -> line.group(1).toLowerCase(java.util.Locale.ROOT)).distinct().count() > 2) {
      Matcher first = STATUS_LINE.matcher(text);
      if (first.find()) groups(text.substring(first.start()));
    }
    plain.append(text).append('\n');
  }

  /** Where the returned mail begins in plain text, the narrative ends. */
  private String cut(String text) {
    int end = earliest(text);
    if (end < 0) return text;
    String rest = text.substring(end);
    holdsMail = true;
    if (returned.isEmpty()) returned = header(rest);
    String before = text.substring(0, end);
    return before.strip().length() < 25 ? text : before;
  }

  private static int earliest(String text) {
    Matcher copy = COPY_LINE.matcher(text);
    Matcher run = HEADER_RUN.matcher(text);
    int byLine = copy.find() ? copy.start() : Integer.MAX_VALUE;
    int byHeader = run.find() ? run.start() : Integer.MAX_VALUE;
    int end = Math.min(byLine, byHeader);
    return end == Integer.MAX_VALUE ? -1 : end;
  }

  private static Optional<Fields> header(String rest) {
    int start = 0;
    for (String line : rest.split("\n", 12)) {
      if (Fields.isName(line, line.indexOf(':')) && !line.startsWith("-")) {
        Fields fields = Fields.read(rest.substring(start));
        if (fields.all().size() > 2) return Optional.of(fields);
      }
      start = Math.min(rest.length(), start + line.length() + 1);
    }
    return Optional.empty();
  }
}
