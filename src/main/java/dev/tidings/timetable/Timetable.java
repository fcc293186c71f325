package dev.tidings.timetable;
import java.time.*; import java.util.*;
public final class Timetable { public static List<Slot> slotsAfter(Newsletter n, Instant a, int c){return List.of();} public static Optional<Slot> slotBefore(Newsletter n, Instant a){return Optional.empty();} public static List<Slot> between(Newsletter n, Instant a, Instant b){return List.of();} }
