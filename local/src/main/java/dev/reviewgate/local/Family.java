package dev.reviewgate.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.HistoryEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One execution and those that it had started, which do its work under names of their own. */
final class Family {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String first;
    private volatile boolean asked;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** @param name the name of the execution that it begins with */
    Family(String name) {
        this.first = name;
        names.add(name);
    }

    boolean has(String name) {
        return names.contains(name);
    }

    boolean isFirst(String name) {
        return first.equals(name);
    }

    /** Returns whether a state asked somebody, whether or not that person could be reached. */
    boolean hasAsked() {
        return asked;
    }

    /** Takes in whom an execution of the family asks and what it starts. */
    void learn(HistoryEvent event) {
        ObjectNode details = event.details();
        if (details != null
                && event.type().equals("TaskScheduled")
                && details.path("resource").asText().endsWith(".waitForTaskToken")) {
            asked = true;
        }
        if (details != null
                && event.type().equals("TaskSubmitted")
                && details.path("resourceType").asText().equals("states")) {
            try {
                String arn = JSON.readTree(details.path("output").asText())
                        .path("ExecutionArn")
                        .asText();
                names.add(name(arn));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a task's output is no JSON", e);
            }
        }
    }

    /** Returns the name of an execution. */
    static String name(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }
}
