package dev.tidings.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/**
 * What nearly all feed readers ask for: a whole file, in a coding of ours, unless it is still the one they have. Any other question is
 * Jetty's to answer.
 *
 * @param known the tag of what the reader has, as it came
 * @param ending of the path of the file's best coded form; empty where none is accepted
 */
record PlainAsk(Optional<String> known, String ending) {
  private static final List<CompressedContentFormat> OFFERED = List.of(Coding.formats());

  static Optional<PlainAsk> of(HttpFields asked) {
    Optional<String> known = Optional.empty();
    String ending = "";
    boolean since = false;
    for (HttpField field : asked) {
      HttpHeader header = field.getHeader();
      if (header == null) continue;
      switch (header) {
        case RANGE, IF_RANGE, IF_MATCH, IF_UNMODIFIED_SINCE, EXPECT, CONTENT_LENGTH, TRANSFER_ENCODING -> {
          return Optional.empty();
        }
        case IF_MODIFIED_SINCE -> since = true;
        case IF_NONE_MATCH -> {
          if (known.isPresent()) return Optional.empty();
          known = Optional.ofNullable(field.getValue());
        }
        case ACCEPT_ENCODING -> {
          String codings = String.valueOf(field.getValue());
          if (!ending.isEmpty() || codings.indexOf(';') >= 0 || codings.indexOf('*') >= 0) return Optional.empty();
          ending = ending(codings);
        }
        default -> {}
      }
    }
    // RFC 9110 13.1.3: the time counts only where no tag is named
    return since && known.isEmpty() ? Optional.empty() : Optional.of(new PlainAsk(known, ending));
  }

  private static String ending(String codings) {
    List<String> accepted = Arrays.stream(codings.split(",")).map(String::strip).toList();
    for (CompressedContentFormat format : OFFERED) if (accepted.contains(format.getEncoding())) return format.getExtension();
    return "";
  }
}
