package dev.tidings.post;
public final class Permalink { public static String path(String p, Post x){return "/x/";} }
