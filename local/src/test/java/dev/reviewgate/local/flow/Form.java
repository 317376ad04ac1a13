package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/** The one form of a review page: where it goes and what it would send. */
record Form(String action, Map<String, String> fields) {
    static Form in(String html, String address) {
        Document page = Jsoup.parse(html, address);
        FormElement form = page.expectForm("form");
        Map<String, String> fields = new LinkedHashMap<>();
        for (var field : form.formData()) {
            fields.put(field.key(), field.value());
        }
        for (Element area : form.select("textarea")) {
            fields.put(area.attr("name"), area.wholeText());
        }
        String action = form.hasAttr("action") ? form.absUrl("action") : address;
        return new Form(action.isEmpty() ? address : URI.create(action).toString(), fields);
    }

    Form with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(name, value);
        return new Form(action, changed);
    }

    Form without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.remove(name);
        return new Form(action, changed);
    }

    Form by(String name) {
        return with("name", name);
    }

    String body() {
        return fields.entrySet().stream()
                .map(e -> URLEncoder.encode(e.getKey(), UTF_8) + "=" + URLEncoder.encode(e.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }
}
