package dev.tidings.render;
import dev.tidings.edition.Layout; import java.util.*;
public final class MailTemplates { public Variant render(Layout l, Format f, String lang){return new Variant("d"+l.stories().size()+l.more(),f,lang,l.heading().subject(),new Variant.Parts("<p>","x"),new MailBody("text/plain","7bit",new byte[]{120},List.of()));} }
