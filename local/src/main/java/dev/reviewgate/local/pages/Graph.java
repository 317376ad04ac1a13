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
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the definition is not JSON", e);
        }
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
