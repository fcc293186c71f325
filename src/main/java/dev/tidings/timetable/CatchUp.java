package dev.tidings.timetable;
import java.time.*; import java.util.*;
public final class CatchUp { public record Decision(Optional<Slot> run, List<Slot> skipped){} public static Decision decide(List<Slot> m, Newsletter n, Instant t){return new Decision(Optional.empty(),List.of());} }
