package dev.reviewgate.local.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import dev.reviewgate.states.HistoryEvent;
import dev.reviewgate.states.MapRunDescription;
import dev.reviewgate.states.StepFunctions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads from an execution's history where it is and where it was. */
final class History {
    private History() {}

    /** Returns state name to {@code done}, {@code now} or {@code failed}, in the order in which they were first entered. */
    static Map<String, String> positions(List<HistoryEvent> events, ExecutionDescription execution) {
        Map<String, String> positions = new LinkedHashMap<>();
        String current = "";
        for (HistoryEvent event : events) {
            if (event.type().endsWith("StateEntered")) {
                current = state(event);
                positions.put(current, "now");
            } else if (event.type().endsWith("StateExited")) {
                positions.put(state(event), "done");
            }
        }
        ExecutionStatus status = execution.status();
        if (status.isFinal()) {
            String end = status == ExecutionStatus.SUCCEEDED ? "done" : "failed";
            positions.computeIfPresent(
                    current, (name, position) -> position.equals("now") || end.equals("failed") ? end : position);
            positions.replaceAll((name, position) -> position.equals("now") ? end : position);
        }
        return positions;
    }

    /** Tells whether an execution waits for a token to come back, by itself or in one that it started; that may take days. */
    static boolean isWaiting(StepFunctions stepFunctions, ExecutionDescription execution) {
        if (execution.status().isFinal()) {
            return false;
        }
        List<HistoryEvent> events = stepFunctions.redactedHistory(execution.executionArn());
        if (events.isEmpty()) {
            return false;
        }
        HistoryEvent last = events.get(events.size() - 1);
        String nested = started(last);
        return nested == null
                ? last.type().equals("TaskSubmitted")
                : isWaiting(stepFunctions, stepFunctions.describeExecution(nested));
    }

    /** Returns the execution that an event says was started, if it says so. */
    static @Nullable String started(HistoryEvent event) {
        ObjectNode details = event.details();
        if (details == null
                || !event.type().equals("TaskSubmitted")
                || !details.path("resourceType").asText().equals("states")) {
            return null;
        }
        try {
            return new ObjectMapper()
                    .readTree(details.path("output").asText())
                    .path("ExecutionArn")
                    .asText();
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Returns how far each Map of an execution has come, by its name. */
    static Map<String, Counts> maps(List<HistoryEvent> events, List<MapRunDescription> runs) {
        Map<String, Counts> counts = new LinkedHashMap<>();
        Map<Long, Long> lengths = new LinkedHashMap<>();
        for (HistoryEvent event : events) {
            String map = state(event);
            if (event.type().equals("MapStateStarted") && event.details() != null) {
                lengths.put(event.id(), event.details().path("length").asLong());
            } else if (event.type().startsWith("MapIteration")) {
                Counts before = counts.getOrDefault(map, new Counts(0, 0, 0, 0));
                // The first iteration of an attempt follows from the event that says how many there are.
                Long more = lengths.remove(event.previousEventId());
                counts.put(map, before.plus(event.type(), more == null ? 0 : more));
            }
        }
        for (MapRunDescription run : runs) {
            MapRunDescription.Counts of = run.executionCounts();
            // The latest is the first in the list.
            counts.putIfAbsent(
                    run.stateName(),
                    new Counts(
                            of.total() - of.pending(),
                            of.succeeded(),
                            of.failed() + of.timedOut() + of.aborted(),
                            of.total()));
        }
        return counts;
    }

    /** How many iterations or children of a Map were begun, and what became of them. */
    record Counts(long begun, long succeeded, long failed, long total) {
        private Counts plus(String event, long more) {
            boolean start = event.equals("MapIterationStarted");
            boolean success = event.equals("MapIterationSucceeded");
            return new Counts(
                    begun + (start ? 1 : 0),
                    succeeded + (success ? 1 : 0),
                    failed + (start || success ? 0 : 1),
                    total + more);
        }

        @Override
        public String toString() {
            long running = begun - succeeded - failed;
            return String.format(Locale.ROOT, "%,d of %,d", succeeded, total)
                    + (failed == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", failed))
                    + (running <= 0 ? "" : String.format(Locale.ROOT, ", %,d at work", running));
        }
    }

    /** Returns the name of the state that an event enters or leaves; empty for other events. */
    static String state(HistoryEvent event) {
        ObjectNode details = event.details();
        return details == null ? "" : details.path("name").asText();
    }
}
