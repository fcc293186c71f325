package dev.tidings.post;
import java.util.*;
public final class FrontMatter { public static FrontMatter parse(String n,String t){return new FrontMatter();} public List<PostProblem> problems(){return List.of();} public Map<String,List<String>> lists(){return Map.of();} public String body(){return "";} }
