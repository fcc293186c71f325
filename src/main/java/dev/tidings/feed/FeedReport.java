package dev.tidings.feed;
import java.util.*;
public record FeedReport(int written,int unchanged,List<String> problems) {public static final FeedReport UNCHANGED=new FeedReport(0,0,List.of());}
