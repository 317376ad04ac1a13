package dev.reviewgate.local.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.TaskFailure;
import dev.reviewgate.states.TaskIntegration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The services that an example calls: they answer as the file beside it says in the end, and remember what they were called with. */
final class PlayedServices {
    /** Those of the examples in the stack that is shared. */
    static final PlayedServices EXAMPLES = new PlayedServices("promote-model", "provision");

    private static final String PREFIX = "arn:aws:states:::aws-sdk:";

    private final Map<String, JsonNode> answers = new ConcurrentHashMap<>();
    private final Map<String, TaskFailure> failures = new ConcurrentHashMap<>();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    PlayedServices(String... examples) {
        for (String example : examples) {
            Flow.input(file(example, "answers")).properties().forEach(resource -> {
                List<JsonNode> all = new ArrayList<>();
                resource.getValue().forEach(all::add);
                answers.put(
                        resource.getKey().substring(PREFIX.length()),
                        all.get(all.size() - 1).path("Return"));
            });
        }
    }

    static Path file(String example, String kind) {
        return Flow.ROOT.resolve("statemachine/examples/" + example + "." + kind + ".json");
    }

    /** Returns what a service answers, to be changed; such as {@code s3:getObject}. */
    ObjectNode answer(String call) {
        return (ObjectNode) Objects.requireNonNull(answers.get(call), call);
    }

    void fail(String call, TaskFailure failure) {
        failures.put(call, failure);
    }

    /** Returns each call and its arguments, in their order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    void forget() {
        calls.clear();
    }

    Map<String, TaskIntegration> integrations() {
        Map<String, TaskIntegration> integrations = new LinkedHashMap<>();
        for (String call : answers.keySet()) {
            integrations.put(PREFIX + call, request -> {
                calls.add(call + " " + request.arguments());
                TaskFailure failure = failures.get(call);
                if (failure != null) {
                    throw failure;
                }
                return answer(call);
            });
        }
        return integrations;
    }
}
