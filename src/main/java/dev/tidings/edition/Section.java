package dev.tidings.edition;

import dev.tidings.post.Category;
import java.util.List;

/** Stories of one category, in order. */
public record Section(Category category, List<Story> stories) {}
