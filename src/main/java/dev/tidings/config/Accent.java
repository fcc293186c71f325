package dev.tidings.config;

import java.util.Locale;

/** A colour that can be read on white. WCAG 2.2, 1.4.3: contrast of 4.5 at least. */
final class Accent {
  private Accent() {}

  static String readable(String hex) {
    if (!hex.matches("#[0-9a-fA-F]{6}")) throw new IllegalArgumentException("it is not a colour; write it in quotes as \"#0b5c8a\"");
    int colour = Integer.parseInt(hex.substring(1), 16);
    double contrast = contrast(colour);
    if (contrast < 4.5) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "it cannot be read on white (contrast %.1f, needed 4.5); a darker one of the same kind is \"#%06x\"", Math.floor(contrast * 10) / 10, darker(colour)));
    }
    return hex.toLowerCase(Locale.ROOT);
  }

  private static int darker(int colour) {
    int dark = colour;
    for (int percent = 98; percent > 0 && contrast(dark) < 4.5; percent -= 2) {
      dark = (colour >> 16) * percent / 100 << 16 | (colour >> 8 & 255) * percent / 100 << 8 | (colour & 255) * percent / 100;
    }
    return dark;
  }

  private static double contrast(int colour) {
    double luminance = 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8 & 255) + 0.0722 * linear(colour & 255);
    return 1.05 / (luminance + 0.05);
  }

  private static double linear(int channel) {
    double part = channel / 255.0;
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }
}
