package dev.tidings.post;

import java.math.BigDecimal;

/**
 * The author's judgement of a story's tone, shown as written.
 *
 * @param score as the author wrote it, within the configured range
 * @param label the author's words, may be empty
 * @param step the score as one of five shapes, 0 (gloomy) to 4 (bright), by the configured range
 */
public record Sentiment(BigDecimal score, String label, int step) {}
