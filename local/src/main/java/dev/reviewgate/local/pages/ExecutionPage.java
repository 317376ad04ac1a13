package dev.reviewgate.local.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.Stack;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One execution: its graph with the live position, its input and output, its history without task tokens. */
final class ExecutionPage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Stack stack;

    ExecutionPage(Stack stack) {
        this.stack = stack;
    }

    Layout.@Nullable Page render(String name) {
        for (ExecutionDescription execution : ExecutionsPage.all(stack.stepFunctions())) {
            if (execution.name().equals(name)) {
                return render(execution);
            }
        }
        return null;
    }

    private Layout.Page render(ExecutionDescription execution) {
        List<HistoryEvent> events = stack.stepFunctions().redactedHistory(execution.executionArn());
        Graph graph = Graph.of(stack.stepFunctions()
                .describeStateMachine(execution.stateMachineArn())
                .definition());
        Html body = new Html().element("h1", execution.name());
        Map<String, String> positions = History.positions(events, execution);
        summary(body, execution);
        boolean running = !execution.status().isFinal();
        boolean waiting = running && History.isWaiting(events);
        positions.forEach((state, position) -> {
            if (position.equals("now")) {
                body.open("p").text("Now in ").element("strong", state).text(".");
                if (waiting) {
                    body.text(" It waits for a person. ").link("/_local/executions/" + execution.name(), "Look again");
                }
                body.close("p");
            }
        });
        body.open("div", "class", "card scroll");
        body.raw(GraphSvg.draw(graph, positions)).close("div");
        json(body, "Input", execution.input());
        if (execution.output() != null) {
            json(body, "Output", execution.output());
        }
        body.element("h2", "History").open("div", "class", "card history");
        events.forEach(event -> event(body, event, execution.startDate()));
        body.close("div");
        return new Layout.Page(execution.name(), body, running && !waiting);
    }

    private static void summary(Html body, ExecutionDescription execution) {
        Instant end = execution.stopDate() == null ? Instant.now() : execution.stopDate();
        body.open("p")
                .element(
                        "span",
                        execution.status().name(),
                        "class",
                        "status " + execution.status().name());
        body.text(" " + Layout.time(execution.startDate()) + " UTC, "
                + Layout.duration(Duration.between(execution.startDate(), end)));
        body.close("p");
        if (execution.error() != null) {
            body.open("dl").element("dt", "Error").element("dd", execution.error());
            if (execution.cause() != null) {
                body.element("dt", "Cause").element("dd", pretty(execution.cause()));
            }
            body.close("dl");
        }
    }

    private static void json(Html body, String title, String json) {
        body.element("h2", title).open("div", "class", "card");
        body.element("pre", pretty(json), "class", "code").close("div");
    }

    private static void event(Html body, HistoryEvent event, Instant start) {
        body.open("details").open("summary");
        body.element("span", Long.toString(event.id()), "class", "id");
        String state = History.state(event);
        body.element("span", event.type() + (state.isEmpty() ? "" : ": " + state), "class", "grow");
        body.element("span", "+" + Layout.duration(Duration.between(start, event.timestamp())), "class", "soft");
        body.close("summary");
        ObjectNode details = event.details();
        body.element("pre", details == null ? "No details." : details.toPrettyString(), "class", "code");
        body.close("details");
    }

    private static String pretty(String text) {
        try {
            return JSON.readTree(text).toPrettyString();
        } catch (JsonProcessingException e) {
            return text;
        }
    }
}
