package dev.reviewgate.local.pages;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import dev.reviewgate.states.HistoryEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Tells whether a task was handed over and everything waits for its token to come back, which may take days. */
    static boolean isWaiting(List<HistoryEvent> events) {
        return !events.isEmpty() && events.get(events.size() - 1).type().equals("TaskSubmitted");
    }

    /** Returns the name of the state that an event enters or leaves; empty for other events. */
    static String state(HistoryEvent event) {
        ObjectNode details = event.details();
        return details == null ? "" : details.path("name").asText();
    }
}
