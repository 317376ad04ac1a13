package dev.reviewgate.local.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.local.Stack;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.HistoryEvent;
import dev.reviewgate.states.MapRunDescription;
import dev.reviewgate.states.StepFunctions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One execution: its graph with the live position, its input and output, its history without task tokens. */
final class ExecutionPage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_CHILDREN = 50;

    private final Stack stack;

    ExecutionPage(Stack stack) {
        this.stack = stack;
    }

    Layout.@Nullable Page render(String name) {
        for (ExecutionDescription execution : stack.stepFunctions().executions()) {
            if (execution.name().equals(name)) {
                return render(execution);
            }
        }
        return null;
    }

    private Layout.Page render(ExecutionDescription execution) {
        StepFunctions stepFunctions = stack.stepFunctions();
        List<HistoryEvent> events = stepFunctions.redactedHistory(execution.executionArn());
        List<MapRunDescription> runs = stepFunctions.mapRuns(execution.executionArn());
        Html body = new Html().element("h1", execution.name());
        String definition =
                stepFunctions.stateMachineOf(execution.executionArn()).definition();
        if (execution.mapRunArn() != null) {
            MapRunDescription run = stepFunctions.describeMapRun(execution.mapRunArn());
            definition = Graph.processor(definition, run.stateName());
            body.open("p").text("One of " + run.stateName() + " of ");
            execution(body, run.executionArn()).text(".").close("p");
        }
        Map<String, String> positions = History.positions(events, execution);
        summary(body, execution);
        boolean waiting = History.isWaiting(stepFunctions, execution);
        String nested = events.isEmpty() ? null : History.started(events.get(events.size() - 1));
        positions.forEach((state, position) -> {
            if (position.equals("now")) {
                body.open("p").text("Now in ").element("strong", state).text(".");
                if (nested != null) {
                    body.text(" It waits for ");
                    execution(body, nested).text(".");
                }
                if (waiting) {
                    body.text(nested == null ? " It waits for a person. " : " That waits for a person. ")
                            .link("/_local/executions/" + execution.name(), "Look again");
                }
                body.close("p");
            }
        });
        List<String> started = events.stream()
                .map(History::started)
                .filter(arn -> arn != null && !arn.equals(nested))
                .map(String::valueOf)
                .toList();
        if (!started.isEmpty()) {
            body.open("p").text("Started on the way:");
            started.forEach(arn -> execution(body.text(" "), arn));
            body.close("p");
        }
        Map<String, String> notes = new HashMap<>();
        History.maps(events, runs).forEach((map, counts) -> notes.put(map, counts.toString()));
        graph(body, Graph.of(definition), positions, notes);
        Graph.inlineMaps(definition).forEach((map, graph) -> {
            body.element("h2", "Each of " + map);
            graph(body, graph, positions, notes);
        });
        runs.forEach(run -> children(body, run));
        json(body, "Input", execution.input());
        if (execution.output() != null) {
            json(body, "Output", execution.output());
        }
        body.element("h2", "History").open("div", "class", "card history");
        events.forEach(event -> event(body, event, execution.startDate()));
        body.close("div");
        return new Layout.Page(execution.name(), body, !execution.status().isFinal() && !waiting);
    }

    private static void graph(Html body, Graph graph, Map<String, String> positions, Map<String, String> notes) {
        body.open("div", "class", "card scroll");
        body.raw(GraphSvg.draw(graph, positions, notes)).close("div");
    }

    private static Html execution(Html body, String arn) {
        String name = arn.substring(arn.lastIndexOf(':') + 1);
        return body.link("/_local/executions/" + name, name);
    }

    /** Lists what a Map Run has started: what failed before what is at work, and that before what went well. */
    private void children(Html body, MapRunDescription run) {
        List<ExecutionDescription> children = stack.stepFunctions().executionsOfMapRun(run.mapRunArn()).stream()
                .sorted(Comparator.comparing(ExecutionPage::urgency))
                .toList();
        body.element("h2", "Children of " + run.stateName()).open("div", "class", "card");
        MapRunDescription.Counts counts = run.executionCounts();
        body.element(
                "p",
                String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d succeeded, %,d failed, %,d at work, %,d still to come.",
                        run.status(),
                        counts.succeeded(),
                        counts.total(),
                        counts.failed() + counts.timedOut() + counts.aborted(),
                        counts.running(),
                        counts.pending()),
                "class",
                "soft");
        body.open("ul", "class", "list");
        children.stream().limit(MOST_CHILDREN).forEach(child -> ExecutionsPage.item(body, child, false));
        body.close("ul");
        if (children.size() > MOST_CHILDREN) {
            body.element("p", "And " + (children.size() - MOST_CHILDREN) + " more.", "class", "soft");
        }
        body.close("div");
    }

    private static int urgency(ExecutionDescription child) {
        return switch (child.status()) {
            case FAILED, TIMED_OUT, ABORTED -> 0;
            case RUNNING -> 1;
            case SUCCEEDED -> 2;
        };
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
