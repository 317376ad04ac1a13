package dev.reviewgate.local.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The states that docs/add-the-gate.md gives to be pasted, and whole state machines with them. */
final class PastedGate {
    /** The states that end an execution behind the gate. */
    static final List<String> ENDS =
            List.of("Promoted", "DoNotPromote", "NobodyDecided", "CouldNotAsk", "UnusableDecision");

    private static final Pattern STATES = Pattern.compile("```json\n(\"[^`]+)```");

    private PastedGate() {}

    /** Returns the states of a language as the document has them. */
    static ObjectNode states(String language) {
        String document;
        try {
            document = Files.readString(Flow.ROOT.resolve("docs/add-the-gate.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ObjectNode states = (ObjectNode) Flow.json("{}");
        Matcher blocks = STATES.matcher(document);
        while (blocks.find()) {
            JsonNode block = Flow.json("{" + blocks.group(1) + "}");
            block.properties().forEach(state -> {
                String own = state.getValue().path("QueryLanguage").asText("JSONPath");
                if (own.equals(language) && states.putIfAbsent(state.getKey(), state.getValue()) != null) {
                    throw new AssertionError("there are two states " + state.getKey() + " in " + language);
                }
            });
        }
        return states;
    }

    /**
     * Returns a machine with the JSONata states; each end says which one it is, what it was given, and what it knows of
     * the decision.
     *
     * @param byDefault the query language of the machine; every other state has its own where it is JSONPath
     */
    static ObjectNode jsonata(String byDefault) {
        ObjectNode machine = machine("Before", states("JSONata"));
        ObjectNode states = machine.withObject("/States");
        states.putObject("Before").put("Type", "Pass").put("Next", "RequestReview");
        states.putObject("Promote").put("Type", "Pass").put("Next", "Announce");
        for (String end : ENDS) {
            states.putObject(end)
                    .put("Type", "Succeed")
                    .putObject("Output")
                    .put("end", end)
                    .put("data", "{% $states.input %}")
                    .put("known", known(end));
        }
        if (byDefault.equals("JSONata")) {
            machine.put("QueryLanguage", "JSONata");
        } else {
            states.forEach(state -> ((ObjectNode) state).put("QueryLanguage", "JSONata"));
        }
        return machine;
    }

    private static String known(String end) {
        return switch (end) {
            case "Promoted" -> "{% $reviewDecision.reviewer.name %}";
            case "DoNotPromote" -> "{% $parse($reviewError.Cause).reviewer.name %}";
            case "UnusableDecision" -> "{% $reviewDecision %}";
            default -> "{% $reviewError.Error %}";
        };
    }

    /** Returns a JSONPath machine with the states of a language. */
    static ObjectNode jsonPath(String language) {
        ObjectNode machine = machine("Before", states(language));
        ObjectNode states = machine.withObject("/States");
        boolean fields = language.equals("JSONPath");
        states.putObject("Before").put("Type", "Pass").put("Next", "RequestReview");
        states.putObject("Promote")
                .put("Type", "Pass")
                .put("ResultPath", "$.approvedBy")
                .put("Next", "Announce")
                .putObject("Parameters")
                .put("name.$", (fields ? "$." : "$") + "reviewDecision.reviewer.name");
        states.putObject("DoNotPromote")
                .put("Type", "Pass")
                .put("ResultPath", "$.said")
                .put("Next", "Rejected")
                .putObject("Parameters")
                .put("rejection.$", "States.StringToJson(" + (fields ? "$." : "$") + "reviewError.Cause)");
        states.putObject("Promoted").put("Type", "Succeed");
        for (String end : List.of("Rejected", "NobodyDecided", "CouldNotAsk", "UnusableDecision")) {
            states.putObject(end).put("Type", "Fail").put("Error", end);
        }
        return machine;
    }

    private static ObjectNode machine(String startAt, ObjectNode states) {
        ObjectNode machine = ((ObjectNode) Flow.json("{}")).put("StartAt", startAt);
        machine.set("States", states);
        return machine;
    }
}
