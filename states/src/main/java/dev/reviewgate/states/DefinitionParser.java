package dev.reviewgate.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads a state machine's definition and checks it as AWS does when one is created. */
final class DefinitionParser {
    private static final long MAX_TIMEOUT_SECONDS = 99_999_999;
    private static final int MAX_NAME_LENGTH = 80;
    private static final int MAX_DEFINITION_LENGTH = 1_048_576;

    private final Set<String> resources;

    /** @param resources what a Task may call */
    DefinitionParser(Set<String> resources) {
        this.resources = Set.copyOf(resources);
    }

    Definition parse(String text) {
        Fields top = new Fields(json(text), "State machine");
        top.allowOnly("StartAt", "States", "TimeoutSeconds", "Version", "QueryLanguage");
        String version = top.text("Version");
        if (version != null && !version.equals("1.0")) {
            throw top.invalid("Version", "must be 1.0, not '" + version + "'");
        }
        String language = top.text("QueryLanguage");
        if (language != null && !language.equals("JSONata") && !language.equals("JSONPath")) {
            throw top.invalid("QueryLanguage", "must be JSONata, not '" + language + "'");
        }
        Map<String, State> states = states(top, "JSONata".equals(language));
        String startAt = top.requiredText("StartAt");
        if (!states.containsKey(startAt)) {
            throw top.invalid("StartAt", "there is no state '" + startAt + "'");
        }
        checkTransitions(startAt, states);
        Long timeout = top.integer("TimeoutSeconds", 1, MAX_TIMEOUT_SECONDS);
        return new Definition(startAt, timeout == null ? null : Duration.ofSeconds(timeout), states);
    }

    private static JsonNode json(String text) {
        if (text.length() > MAX_DEFINITION_LENGTH) {
            throw new InvalidDefinition("State machine: longer than " + MAX_DEFINITION_LENGTH + " characters");
        }
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            throw new InvalidDefinition("State machine: not valid JSON: " + e.getOriginalMessage());
        }
    }

    private Map<String, State> states(Fields top, boolean jsonata) {
        JsonNode nodes = top.get("States");
        if (!nodes.isObject() || nodes.isEmpty()) {
            throw top.invalid("States", "must be an object with at least one state");
        }
        StateParser parser = new StateParser(resources, jsonata);
        Map<String, State> states = new LinkedHashMap<>();
        nodes.properties().forEach(entry -> {
            String name = entry.getKey();
            if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
                throw top.invalid(
                        "States", "the name '" + name + "' must have 1 to " + MAX_NAME_LENGTH + " characters");
            }
            states.put(name, parser.parse(name, entry.getValue()));
        });
        return states;
    }

    private static void checkTransitions(String startAt, Map<String, State> states) {
        for (State state : states.values()) {
            for (String target : state.targets()) {
                if (!states.containsKey(target)) {
                    throw new InvalidDefinition(
                            "State '" + state.name() + "', field 'Next': there is no state '" + target + "'");
                }
            }
        }
        Set<String> reached = new HashSet<>(Set.of(startAt));
        Deque<String> open = new ArrayDeque<>(reached);
        boolean ends = false;
        while (!open.isEmpty()) {
            State state = states.get(open.remove());
            if (state == null) {
                continue;
            }
            ends |= endsExecution(state);
            state.targets().stream().filter(reached::add).forEach(open::add);
        }
        for (String name : states.keySet()) {
            if (!reached.contains(name)) {
                throw new InvalidDefinition("State '" + name + "' is not reachable");
            }
        }
        if (!ends) {
            throw new InvalidDefinition("State machine: no state ends the execution");
        }
    }

    private static boolean endsExecution(State state) {
        return !(state instanceof State.Choice)
                && (state.targets().isEmpty() || (state instanceof State.Task task && task.next() == null));
    }
}
