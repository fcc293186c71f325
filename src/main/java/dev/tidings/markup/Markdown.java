package dev.tidings.markup;
import dev.tidings.post.Post; import java.net.URI; import java.util.*;
public final class Markdown { public Article article(Post p, URI b){return new Article(p,p.gist().tldr().stream().map(t->new Inline(new SafeHtml(t),t)).toList(),false,List.of(),new SafeHtml(p.body().markdown()),p.body().markdown());} public SafeHtml html(String m, URI b){return new SafeHtml(m);} public String text(String m){return m;} }
