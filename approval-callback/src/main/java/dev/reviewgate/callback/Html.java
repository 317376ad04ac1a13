package dev.reviewgate.callback;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.Map;
import java.util.function.BiConsumer;

/** Fills the templates. They are called as the classes they were compiled to, so nothing is looked up by name at run time. */
final class Html {
    /** The templates ask for one, and none of them was compiled to use it. */
    private static final HtmlInterceptor UNUSED = new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(String tag, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String tag, TemplateOutput output) {}
    };

    private Html() {}

    static String review(ReviewView view) {
        return render((out, unused) -> JtereviewGenerated.render(out, unused, view));
    }

    static String deciding(Outcome.Deciding deciding) {
        return render((out, unused) -> JtedecidingGenerated.render(out, unused, deciding));
    }

    static String decided(Outcome.Told told) {
        return render((out, unused) -> JtedecidedGenerated.render(out, unused, told));
    }

    static String notice(Notice notice) {
        return render((out, unused) -> JtenoticeGenerated.render(out, unused, notice));
    }

    private static String render(BiConsumer<HtmlTemplateOutput, HtmlInterceptor> template) {
        StringOutput page = new StringOutput();
        template.accept(new OwaspHtmlTemplateOutput(page), UNUSED);
        return page.toString();
    }
}
