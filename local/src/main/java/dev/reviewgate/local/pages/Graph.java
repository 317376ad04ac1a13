package dev.reviewgate.local.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A state machine's states and the ways between them. */
record Graph(String start, Map<String, String> types, List<Edge> edges) {
    /** A way from one state to another; {@code error} if a Catch leads there. */
    record Edge(String from, String to, boolean error) {}

    static Graph of(String definition) {
        return of(read(definition));
    }

    /** Returns the graphs of what each Map does within the execution itself, by the Map's name. */
    static Map<String, Graph> inlineMaps(String definition) {
        Map<String, Graph> graphs = new LinkedHashMap<>();
        addInlineMaps(graphs, read(definition));
        return graphs;
    }

    private static void addInlineMaps(Map<String, Graph> graphs, JsonNode root) {
        root.path("States").properties().forEach(state -> {
            JsonNode processor = state.getValue().path("ItemProcessor");
            if (processor.isObject()
                    && !processor.at("/ProcessorConfig/Mode").asText().equals("DISTRIBUTED")) {
                graphs.put(state.getKey(), of(processor));
                addInlineMaps(graphs, processor);
            }
        });
    }

    /** Returns what a Map does with each item as a definition of its own, wherever in the state machine it stands. */
    static String processor(String definition, String map) {
        for (JsonNode state : read(definition).findValues(map)) {
            if (state.path("ItemProcessor").isObject()) {
                return state.get("ItemProcessor").toString();
            }
        }
        return definition;
    }

    private static JsonNode read(String definition) {
        try {
            return new ObjectMapper().readTree(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the definition is not JSON", e);
        }
    }

    private static Graph of(JsonNode root) {
        Map<String, String> types = new LinkedHashMap<>();
        Set<Edge> edges = new LinkedHashSet<>();
        root.path("States").properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode state = entry.getValue();
            types.put(name, state.path("Type").asText());
            add(edges, name, state.path("Next"), false);
            state.path("Choices").forEach(choice -> add(edges, name, choice.path("Next"), false));
            add(edges, name, state.path("Default"), false);
            state.path("Catch").forEach(catcher -> add(edges, name, catcher.path("Next"), true));
        });
        return new Graph(root.path("StartAt").asText(), types, new ArrayList<>(edges));
    }

    private static void add(Set<Edge> edges, String from, JsonNode to, boolean error) {
        if (to.isTextual() && !edges.contains(new Edge(from, to.textValue(), false))) {
            edges.add(new Edge(from, to.textValue(), error));
        }
    }
}
