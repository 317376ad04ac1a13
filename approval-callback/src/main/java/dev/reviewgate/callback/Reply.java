package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What API Gateway sends to the client. */
record Reply(int status, Map<String, String> headers, String body) {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String JSON = "application/json; charset=utf-8";

    /** What every answer says: nothing is stored, nothing is framed, nothing runs, and the link goes nowhere. */
    private static final Map<String, String> ALWAYS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; style-src '" + Style.HASH
                            + "'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()",
            "Referrer-Policy", "no-referrer",
            "Strict-Transport-Security", "max-age=63072000; includeSubDomains",
            "Vary", "Accept",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "X-Robots-Tag", "noindex, nofollow");

    /** Answers in the form that the client likes. */
    static Reply to(Request request, Outcome outcome) {
        if (outcome instanceof SlackReply reply) {
            return reply.body() == null ? of(reply, PLAIN, "") : json(reply);
        }
        return forMethod(request, request.wantsJson() ? json(outcome) : of(outcome, HTML, outcome.html()));
    }

    static Reply json(Outcome outcome) {
        return of(outcome, JSON, Json.write(outcome.json()));
    }

    /** Answers without any template what would have been answered, as far as a sentence can tell it. */
    static Reply plain(Request request, Outcome outcome) {
        if (outcome instanceof Outcome.Told told) {
            return forMethod(request, of(told.status(), told.headers(), PLAIN, told.plain() + "\n"));
        }
        Notice notice = outcome instanceof Notice n ? n : Notice.fault();
        return forMethod(request, of(notice.status(), notice.headers(), PLAIN, notice.text() + "\n"));
    }

    private static Reply forMethod(Request request, Reply reply) {
        return request.method().equals("HEAD") ? new Reply(reply.status(), reply.headers(), "") : reply;
    }

    private static Reply of(Outcome outcome, String type, String body) {
        return of(outcome.status(), outcome.headers(), type, body);
    }

    private static Reply of(int status, Map<String, String> more, String type, String body) {
        Map<String, String> headers = new TreeMap<>(ALWAYS);
        headers.put("Content-Type", type);
        headers.putAll(more);
        return new Reply(status, headers, encodable(body));
    }

    /** Replaces halves of surrogate pairs, which a report may hold as an escape: they have no UTF-8, and would fail the whole answer. */
    private static String encodable(String body) {
        return new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("statusCode", status);
        headers.forEach(json.putObject("headers")::put);
        json.put("body", body);
        json.put("isBase64Encoded", false);
        return json;
    }
}
