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
import org.jspecify.annotations.Nullable;

/** Reads a state machine's definition and checks it as AWS does when one is created. */
final class DefinitionParser {
    private static final long MAX_TIMEOUT_SECONDS = 99_999_999;
    private static final int MAX_NAME_LENGTH = 80;
    private static final int MAX_DEFINITION_LENGTH = 1_048_576;

    private final Set<String> resources;
    private final boolean objects;

    /**
     * @param resources what a Task may call
     * @param objects whether a distributed Map may read and write objects
     */
    DefinitionParser(Set<String> resources, boolean objects) {
        this.resources = Set.copyOf(resources);
        this.objects = objects;
    }

    Definition parse(String text) {
        return parse(text, TaskPlayer.NONE);
    }

    Definition parse(String text, TaskPlayer player) {
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
        StateParser parser = new StateParser(resources, objects, "JSONata".equals(language), player);
        Long timeout = top.integer("TimeoutSeconds", 1, MAX_TIMEOUT_SECONDS);
        Definition definition = states(top, parser, timeout == null ? null : Duration.ofSeconds(timeout));
        checkVariables(definition, Set.of());
        return definition;
    }

    /** Refuses an iteration of an inline Map that assigns what it only may read; a distributed one sees nothing of it. */
    private static void checkVariables(Definition definition, Set<String> outer) {
        Set<String> visible = new HashSet<>(outer);
        definition
                .states()
                .values()
                .forEach(state -> state.assigned().forEach(name -> {
                    if (outer.contains(name)) {
                        throw new InvalidDefinition("State '" + state.name() + "', field 'Assign': '" + name
                                + "' is a variable of the states around the Map, which cannot be assigned within it");
                    }
                    visible.add(name);
                }));
        for (State state : definition.states().values()) {
            if (state instanceof State.Map map) {
                checkVariables(map.processor(), map.distribution() == null ? visible : Set.of());
            }
        }
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

    /** Reads the states of a state machine, or of the processor of a Map within one. */
    static Definition states(Fields top, StateParser parser, @Nullable Duration timeout) {
        JsonNode nodes = top.get("States");
        if (!nodes.isObject() || nodes.isEmpty()) {
            throw top.invalid("States", "must be an object with at least one state");
        }
        Map<String, State> states = new LinkedHashMap<>();
        nodes.properties().forEach(entry -> {
            String name = entry.getKey();
            if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
                throw top.invalid(
                        "States", "the name '" + name + "' must have 1 to " + MAX_NAME_LENGTH + " characters");
            }
            states.put(name, parser.parse(name, entry.getValue()));
        });
        String startAt = top.requiredText("StartAt");
        if (!states.containsKey(startAt)) {
            throw top.invalid("StartAt", "there is no state '" + startAt + "'");
        }
        checkTransitions(top.place(), startAt, states);
        return new Definition(startAt, timeout, states);
    }

    private static void checkTransitions(String place, String startAt, Map<String, State> states) {
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
            throw new InvalidDefinition(place + ": no state ends the execution");
        }
    }

    private static boolean endsExecution(State state) {
        return !(state instanceof State.Choice)
                && (state.targets().isEmpty()
                        || (state instanceof State.Task task && task.next() == null)
                        || (state instanceof State.Map map && map.next() == null));
    }
}
