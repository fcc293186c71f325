package dev.tidings.config;

/**
 * One key of config/tidings.yml, for the loader and for the reference.
 *
 * @param path dotted; {@code *} stands for a name of the admin's
 * @param form what may stand there
 * @param standard what holds without it, in words
 */
record Key(String path, Form form, String standard, String meaning) {
  enum Form {
    TEXT("text"), NUMBER("number"), FLAG("true or false"), LIST("one, or a list"), TEXTS("names with texts");

    final String words;

    Form(String words) {
      this.words = words;
    }
  }
}
