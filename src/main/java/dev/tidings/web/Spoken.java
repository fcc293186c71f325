package dev.tidings.web;

import dev.tidings.render.Words;

/** {@link Words} for templates, whose language knows no variable arguments. */
record Spoken(Words words) {
  public String say(String key) {
    return words.say(key);
  }

  public String say(String key, Object argument) {
    return words.say(key, argument);
  }
}
