package dev.reviewgate.local.slack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.http.Exchange;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Slack's web API over HTTP: bearer token, form or JSON in, {@code ok} or an error word out. */
public final class SlackApi {
    static final String PATH = "/_local/slack/api/";
    private static final int LARGEST_CALL = 1024 * 1024;

    private final SlackMethods methods;
    private final ResponseUrls responseUrls;
    private final SlackFaults faults;
    private final Supplier<String> botToken;
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();

    SlackApi(SlackMethods methods, ResponseUrls responseUrls, SlackFaults faults, Supplier<String> botToken) {
        this.methods = methods;
        this.responseUrls = responseUrls;
        this.faults = faults;
        this.botToken = botToken;
    }

    public boolean answers(Exchange exchange) {
        return exchange.path().startsWith(PATH) || exchange.path().startsWith(ResponseUrls.PATH);
    }

    public void handle(Exchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.body(LARGEST_CALL);
        boolean isMethod = exchange.path().startsWith(PATH);
        String method = isMethod ? exchange.path().substring(PATH.length()) : "response_url";
        calls.merge(method, 1, Integer::sum);
        SlackFaults.Active fault = faults.of(method);
        if (body == null) {
            exchange.sendText(413, "text/plain; charset=utf-8", "request_too_large");
        } else if (fault == null) {
            send(exchange, isMethod ? call(exchange, method, body) : answer(exchange, body));
        } else if (fault.fault() instanceof SlackFault.AnswerLost) {
            var lost = isMethod ? call(exchange, method, body) : answer(exchange, body);
            serverError(exchange, lost.toString().length());
        } else {
            fail(exchange, fault);
        }
    }

    /** Returns how often a method was called, whatever came of it. */
    int calls(String method) {
        return calls.getOrDefault(method, 0);
    }

    private ObjectNode call(Exchange exchange, String method, byte[] body) {
        try {
            Arguments arguments = Arguments.of(exchange, body, SlackMethods.takesJson(method));
            if (arguments.token() == null) {
                throw new SlackError("not_authed");
            }
            if (!arguments.token().equals(botToken.get())) {
                throw new SlackError("invalid_auth");
            }
            ObjectNode answer = JsonNodeFactory.instance.objectNode().put("ok", true);
            answer.setAll(methods.call(method, arguments));
            if (arguments.charsetMissing()) {
                answer.put("warning", "missing_charset");
            }
            return answer;
        } catch (SlackError e) {
            return refusal(e);
        }
    }

    private ObjectNode answer(Exchange exchange, byte[] body) {
        try {
            responseUrls.answer(exchange.path(), Arguments.of(exchange, body, true));
            return JsonNodeFactory.instance.objectNode().put("ok", true);
        } catch (SlackError e) {
            return refusal(e);
        }
    }

    private static ObjectNode refusal(SlackError e) {
        ObjectNode answer =
                JsonNodeFactory.instance.objectNode().put("ok", false).put("error", e.word());
        if (!e.messages().isEmpty()) {
            e.messages().forEach(answer.putObject("response_metadata").putArray("messages")::add);
        }
        return answer;
    }

    private void fail(Exchange exchange, SlackFaults.Active active) throws IOException, InterruptedException {
        SlackFault fault = active.fault();
        if (fault instanceof SlackFault.Hang hang) {
            // Whether the time is over or the fault is makes no difference: the caller gets no answer.
            boolean recovered = active.recovered().await(hang.atMost().toMillis(), TimeUnit.MILLISECONDS);
            exchange.http().setAttribute("recovered", recovered);
            exchange.http().close();
        } else if (fault instanceof SlackFault.RateLimited limit) {
            exchange.responseHeaders().set("Retry-After", Long.toString(Math.max(1, faults.left(active, limit))));
            json(exchange, 429, refusal(new SlackError("ratelimited")));
        } else if (fault instanceof SlackFault.Refusal refusal) {
            send(exchange, refusal(new SlackError(refusal.error())));
        } else {
            serverError(exchange, 0);
        }
    }

    /** @param lost of how many characters the answer would have been */
    private static void serverError(Exchange exchange, int lost) throws IOException {
        exchange.sendText(
                500,
                "text/html; charset=utf-8",
                "<!DOCTYPE html><title>Server Error</title><p>Something went wrong.<!-- " + lost + " -->");
    }

    private static void send(Exchange exchange, ObjectNode answer) throws IOException {
        json(exchange, 200, answer);
    }

    private static void json(Exchange exchange, int status, ObjectNode answer) throws IOException {
        exchange.sendText(status, "application/json; charset=utf-8", answer.toString());
    }
}
