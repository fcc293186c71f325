package dev.tidings.timetable;
import java.util.*;
public interface Rhythm { static Rhythm parse(String s){return (a,b)->true;} boolean isDue(Slot s, Optional<Slot> p); }
