package dev.tidings.render;

import java.util.Locale;

/** An sRGB colour, for contrast as WCAG 2.2 1.4.3 counts it. */
record Colour(int red, int green, int blue) {
  static final Colour PAPER = new Colour(0xff, 0xff, 0xff);
  static final Colour DARK_PAPER = new Colour(0x15, 0x16, 0x17);
  static final double READABLE = 4.5;

  /** @param hex {@code #rrggbb} */
  static Colour parse(String hex) {
    int rgb = Integer.parseInt(hex.substring(1), 16);
    return new Colour(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255);
  }

  double contrast(Colour other) {
    double here = luminance() + 0.05;
    double there = other.luminance() + 0.05;
    return here > there ? here / there : there / here;
  }

  /** This colour, mixed with white in steps of a twentieth until it can be read on {@code paper}. */
  Colour lightenedFor(Colour paper) {
    Colour colour = this;
    for (int step = 1; colour.contrast(paper) < READABLE && step <= 20; step++) colour = mixedWithWhite(step / 20.0);
    return colour;
  }

  String hex() {
    return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
  }

  private Colour mixedWithWhite(double share) {
    return new Colour(towardsWhite(red, share), towardsWhite(green, share), towardsWhite(blue, share));
  }

  private static int towardsWhite(int channel, double share) {
    return (int) Math.round(channel + (255 - channel) * share);
  }

  private double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
