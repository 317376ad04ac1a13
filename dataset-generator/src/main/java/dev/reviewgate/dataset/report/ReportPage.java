package dev.reviewgate.dataset.report;

import dev.reviewgate.dataset.screening.Report;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.WriterOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes a report as one HTML file that holds everything it needs and runs nothing, for somebody who has a browser and
 * neither an account nor a network.
 */
public final class ReportPage {
    /** The template asks for one, and was not compiled to use it. */
    private static final HtmlInterceptor UNUSED = new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(String tag, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String tag, TemplateOutput output) {}
    };

    private ReportPage() {}

    /** Writes the page in UTF-8 and leaves the stream open; without a threshold it says no more than what was found. */
    public static void write(Report report, OutputStream out) throws IOException {
        write(new PageView(report, null), out);
    }

    /** Writes the page in UTF-8 and leaves the stream open; {@code threshold} is the share from 0 to 1 that passes without a review. */
    public static void write(Report report, double threshold, OutputStream out) throws IOException {
        write(new PageView(report, threshold), out);
    }

    private static void write(PageView view, OutputStream out) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            JtepageGenerated.render(new OwaspHtmlTemplateOutput(new WriterOutput(writer)), UNUSED, view);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }
}
