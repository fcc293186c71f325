package dev.tidings.feed;
import java.nio.file.*;
public final class SiteWriter { public static final String MANIFEST=".tidings-manifest"; public SiteWriter(Path p){} }
