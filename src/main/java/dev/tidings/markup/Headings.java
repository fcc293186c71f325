package dev.tidings.markup;

import com.vladsch.flexmark.parser.block.BlockParserFactory;
import com.vladsch.flexmark.parser.block.BlockStart;
import com.vladsch.flexmark.parser.block.CustomBlockParserFactory;
import com.vladsch.flexmark.parser.core.HeadingParser;
import com.vladsch.flexmark.util.data.DataHolder;
import com.vladsch.flexmark.util.sequence.BasedSequence;
import com.vladsch.flexmark.util.sequence.mappers.SpecialLeadInHandler;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The library's headings, asked only about lines that can be one. It puts the paragraph so far together for each line: 15,000 lines
 * took a minute.
 */
final class Headings implements CustomBlockParserFactory {
  private static final Pattern HEADING = Pattern.compile("(?:#{1,6}(?:[ \\t].*)?|(?:=+|-+)[ \\t]*)", Pattern.DOTALL);
  private final HeadingParser.Factory library = new HeadingParser.Factory();

  @Override
  public BlockParserFactory apply(DataHolder options) {
    BlockParserFactory factory = library.apply(options);
    return (state, matched) -> canBegin(state.getLine(), state.getNextNonSpaceIndex()) ? factory.tryStart(state, matched) : BlockStart.none();
  }

  private static boolean canBegin(BasedSequence line, int from) {
    if (from >= line.length() || "#=-".indexOf(line.charAt(from)) < 0) return false;
    return HEADING.matcher(line.subSequence(from, line.length())).matches();
  }

  @Override
  public @Nullable Set<Class<?>> getAfterDependents() {
    return library.getAfterDependents();
  }

  @Override
  public @Nullable Set<Class<?>> getBeforeDependents() {
    return library.getBeforeDependents();
  }

  @Override
  public boolean affectsGlobalScope() {
    return library.affectsGlobalScope();
  }

  @Override
  public @Nullable SpecialLeadInHandler getLeadInHandler(DataHolder options) {
    return library.getLeadInHandler(options);
  }
}
