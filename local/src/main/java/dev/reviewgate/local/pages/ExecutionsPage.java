package dev.reviewgate.local.pages;

import dev.reviewgate.local.Stack;
import dev.reviewgate.local.http.Exchange;
import dev.reviewgate.states.ExecutionDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** All executions, and a button for each input that starts another. */
final class ExecutionsPage {
    private static final int LONGEST_FORM = 4096;

    private final Stack stack;
    private final Path events;

    ExecutionsPage(Stack stack, Path events) {
        this.stack = stack;
        this.events = events;
    }

    Layout.Page render() {
        List<ExecutionDescription> executions = all();
        Html body = new Html().element("h1", "Executions").open("div", "class", "card");
        if (executions.isEmpty()) {
            body.element("p", "Nothing was started yet.", "class", "soft");
        }
        body.open("ul", "class", "list");
        executions.forEach(execution -> item(body, execution, true));
        body.close("ul").close("div");
        body.element("h2", "Start one")
                .open("form", "method", "post", "action", "/_local/executions", "class", "starts");
        inputs().forEach(file -> body.element("button", file, "name", "input", "value", file));
        body.close("form");
        body.element("h2", "For programs").open("div", "class", "card").open("dl");
        body.element("dt", "AWS endpoint").element("dd", stack.awsUrl());
        stack.stateMachines()
                .values()
                .forEach(arn -> body.element("dt", "State machine").element("dd", arn));
        body.element("dt", "Topic").element("dd", stack.topicArn());
        body.element("dt", "Logs").open("dd");
        stack.functions()
                .keySet()
                .forEach(id -> body.link("/_local/logs?function=" + id, id).text(" "));
        body.close("dd").close("dl").close("div");
        boolean live = executions.stream().anyMatch(this::isAtWork);
        return new Layout.Page("Executions", body, live);
    }

    /** Returns the executions of every state machine, latest first; a Map Run's children are shown with it. */
    private List<ExecutionDescription> all() {
        return stack.stepFunctions().executions().stream()
                .filter(execution -> execution.mapRunArn() == null)
                .toList();
    }

    private boolean isAtWork(ExecutionDescription execution) {
        return !execution.status().isFinal() && !History.isWaiting(stack.stepFunctions(), execution);
    }

    /** @param machine whether to say of which state machine it is */
    static void item(Html body, ExecutionDescription execution, boolean machine) {
        body.open("li").open("span", "class", "grow");
        body.link("/_local/executions/" + execution.name(), execution.name()).close("span");
        if (machine) {
            String arn = execution.stateMachineArn();
            body.element("span", arn.substring(arn.lastIndexOf(':') + 1), "class", "soft");
        }
        body.element("span", Layout.time(execution.startDate()), "class", "soft");
        if (execution.stopDate() != null) {
            Duration took = Duration.between(execution.startDate(), execution.stopDate());
            body.element("span", Layout.duration(took), "class", "soft");
        }
        if (execution.error() != null) {
            body.element("span", execution.error(), "class", "soft");
        }
        body.element(
                "span",
                execution.status().name(),
                "class",
                "status " + execution.status().name());
        body.close("li");
    }

    /** Answers the form; only an input that the page offers is taken. */
    void start(Exchange exchange) throws IOException {
        byte[] form = exchange.body(LONGEST_FORM);
        String asked = form == null
                ? ""
                : Exchange.form(new String(form, StandardCharsets.UTF_8)).getOrDefault("input", "");
        if (!inputs().contains(asked)) {
            exchange.sendText(400, "text/plain; charset=utf-8", "input has to be one of " + inputs() + "\n");
            return;
        }
        String arn = stack.stepFunctions()
                .startExecution(stack.stateMachineArn(), null, Files.readString(events.resolve(asked)));
        exchange.responseHeaders().set("Location", "/_local/executions/" + arn.substring(arn.lastIndexOf(':') + 1));
        exchange.send(303, new byte[0]);
    }

    private List<String> inputs() {
        if (!Files.isDirectory(events)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(events)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith("start-") && name.endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
