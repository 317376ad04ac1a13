package dev.reviewgate.local.pages;

import dev.reviewgate.local.http.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The frame of every page. */
final class Layout {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String STYLE = style();

    /** A page's title and content; one that is {@code live} loads itself again. */
    record Page(String title, Html body, boolean live) {}

    private Layout() {}

    static void send(Exchange exchange, int status, Page page) throws IOException {
        exchange.responseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
                                + " base-uri 'none'; frame-ancestors 'none'");
        exchange.responseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.sendText(status, "text/html; charset=utf-8", render(page));
    }

    static Page notFound() {
        Html body = new Html().element("h1", "There is no such page").open("p");
        return new Page("Not found", body.link("/_local/", "All executions").close("p"), false);
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String duration(Duration duration) {
        double seconds = duration.toMillis() / 1e3;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%d min %d s", duration.toMinutes(), duration.toSecondsPart());
    }

    private static String render(Page page) {
        Html html = new Html().open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open("meta", "name", "color-scheme", "content", "light dark");
        if (page.live()) {
            html.open("meta", "http-equiv", "refresh", "content", "2");
        }
        html.element("title", page.title() + " - Review Gate, local");
        html.close("head").open("body");
        html.open("nav").link("/_local/", "Executions").link("/_local/inbox", "Inbox");
        html.link("/_local/stack", "Stack").close("nav");
        html.open("main").raw(page.body()).close("main").close("body").close("html");
        // The style sheet is a constant of ours and must not be escaped, as nothing unescapes it.
        return "<!doctype html>" + html.toString().replace("</head>", "<style>" + STYLE + "</style></head>");
    }

    private static String style() {
        try (var in = Layout.class.getResourceAsStream("local.css")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
