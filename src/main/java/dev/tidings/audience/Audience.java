package dev.tidings.audience;
import dev.tidings.store.Tx; import dev.tidings.timetable.Newsletter; import java.time.*;
public final class Audience { public record Sync(Instant now,long startCursor,boolean yes){} public SyncReport sync(Tx t, Newsletter n, Sync s){return new SyncReport(n.slug(),false);} }
