package dev.reviewgate.local.pages;

import dev.reviewgate.local.Stack;
import dev.reviewgate.local.http.Exchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What answers under {@code /_local}: pages for people, JSON for programs. */
public final class Pages {
    private static final String ROOT = "/_local";

    private final StackJson json;
    private final ExecutionsPage executions;
    private final InboxPage inbox;
    private final ExecutionPage execution;
    private final SlackPages slack;
    private final Stack stack;

    public Pages(Stack stack, Path root) {
        this.stack = stack;
        this.json = new StackJson(stack);
        this.executions = new ExecutionsPage(stack, root.resolve("events"));
        this.inbox = new InboxPage(stack);
        this.execution = new ExecutionPage(stack);
        this.slack = new SlackPages(stack.slack());
    }

    public boolean answers(Exchange exchange) {
        return exchange.path().equals(ROOT) || exchange.path().startsWith(ROOT + "/");
    }

    public void handle(Exchange exchange) throws IOException, InterruptedException {
        exchange.responseHeaders().set("Cache-Control", "no-store");
        exchange.responseHeaders().set("X-Content-Type-Options", "nosniff");
        String path = exchange.path().substring(ROOT.length());
        boolean posts = exchange.method().equals("POST") && (path.equals("/executions") || SlackPages.takes(path));
        if (!posts && !exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            exchange.responseHeaders().set("Allow", "GET, HEAD");
            exchange.sendText(405, "text/plain; charset=utf-8", "Only GET is answered here.\n");
        } else if (posts && SlackPages.takes(path)) {
            slack.post(exchange, path);
        } else if (posts) {
            executions.start(exchange);
        } else {
            show(exchange, path);
        }
    }

    private void show(Exchange exchange, String path) throws IOException {
        switch (path) {
            case "", "/" -> Layout.send(exchange, 200, executions.render());
            case "/inbox" -> Layout.send(exchange, 200, inbox(exchange));
            case "/stack" -> exchange.sendText(200, "application/json", json.stack());
            case "/slack" -> exchange.sendText(200, "application/json", json.slack());
            case "/messages" -> exchange.sendText(200, "application/json", json.messages());
            case "/logs" -> logs(exchange);
            default -> {
                Layout.Page page = page(path);
                Layout.send(exchange, page == null ? 404 : 200, page == null ? Layout.notFound() : page);
            }
        }
    }

    private Layout.Page inbox(Exchange exchange) {
        Map<String, String> query = exchange.query();
        return inbox.render(query.getOrDefault("as", ""), SlackPages.trouble(query.getOrDefault("trouble", "")));
    }

    private Layout.@Nullable Page page(String path) {
        String ofExecution = "/executions/";
        String ofView = "/slack/views/";
        if (path.startsWith(ofView)) {
            return slack.view(path.substring(ofView.length()));
        }
        return path.startsWith(ofExecution) ? execution.render(path.substring(ofExecution.length())) : null;
    }

    private void logs(Exchange exchange) throws IOException {
        String asked = exchange.query().getOrDefault("function", "");
        for (Map.Entry<String, String> function : stack.functions().entrySet()) {
            if (asked.equals(function.getKey()) || asked.equals(function.getValue())) {
                exchange.sendText(200, "text/plain; charset=utf-8", stack.logs().read(function.getValue()));
                return;
            }
        }
        exchange.sendText(
                404,
                "text/plain; charset=utf-8",
                "There is no such function. Ask for ?function= one of "
                        + String.join(", ", stack.functions().keySet()) + "\n");
    }
}
