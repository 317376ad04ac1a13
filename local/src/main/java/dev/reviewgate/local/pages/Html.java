package dev.reviewgate.local.pages;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML and SVG that is put together by elements, so that text and attributes are always escaped. */
final class Html {
    private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"']+");

    private final StringBuilder out = new StringBuilder();

    /** Opens an element; attributes come as name, value, name, value. */
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String element) {
        out.append("</").append(element).append('>');
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    /** A link to a page of ours or to http(s); anything else is written as text. */
    Html link(String href, String text) {
        if (href.startsWith("/") || URL.matcher(href).matches()) {
            return open("a", "href", href).text(text).close("a");
        }
        return text(text);
    }

    /** Writes a text whose bare URLs can be followed, as mail programs and Slack show them. */
    Html linked(String text) {
        Matcher matcher = URL.matcher(text);
        int end = 0;
        while (matcher.find()) {
            text(text.substring(end, matcher.start())).link(matcher.group(), matcher.group());
            end = matcher.end();
        }
        return text(text.substring(end));
    }

    Html raw(Html other) {
        out.append(other.out);
        return this;
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
