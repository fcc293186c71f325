package dev.tidings.shelf;

import java.util.Set;

/** A post that has a number and cannot be told at this moment. @param categories slugs, as it had them last · @param told whether an edition of the newsletter held it */
public record Absent(Numbered numbered, Set<String> categories, boolean told) {}
