package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one state, and refuses what cannot be interpreted. */
final class StateParser {
    private static final long MAX_SECONDS = 99_999_999;
    private static final long MAX_DELAY_SECONDS = 31_622_400;
    private static final Set<String> UNSUPPORTED_TYPES = Set.of("Map", "Parallel");

    private final Set<String> resources;
    private final boolean jsonataByDefault;

    StateParser(Set<String> resources, boolean jsonataByDefault) {
        this.resources = resources;
        this.jsonataByDefault = jsonataByDefault;
    }

    State parse(String name, JsonNode node) {
        Fields fields = new Fields(node, "State '" + name + "'");
        String type = fields.requiredText("Type");
        if (UNSUPPORTED_TYPES.contains(type)) {
            throw fields.invalid("Type", type + " is not supported");
        }
        checkQueryLanguage(fields);
        return switch (type) {
            case "Task" -> task(name, fields);
            case "Choice" -> choice(name, fields);
            case "Pass" -> {
                fields.allowOnly("Type", "QueryLanguage", "Next", "End", "Output", "Assign");
                yield new State.Pass(name, results(fields), next(fields));
            }
            case "Wait" -> waiting(name, fields);
            case "Succeed" -> {
                fields.allowOnly("Type", "QueryLanguage", "Output");
                yield new State.Succeed(name, results(fields));
            }
            case "Fail" -> {
                fields.allowOnly("Type", "QueryLanguage", "Error", "Cause");
                yield new State.Fail(name, textTemplate(fields, "Error"), textTemplate(fields, "Cause"));
            }
            default -> throw fields.invalid("Type", "unknown state type '" + type + "'");
        };
    }

    private void checkQueryLanguage(Fields fields) {
        String language = fields.text("QueryLanguage");
        if (language == null ? !jsonataByDefault : !language.equals("JSONata")) {
            throw fields.invalid(
                    "QueryLanguage",
                    language == null || language.equals("JSONPath")
                            ? "JSONPath is not supported, only JSONata"
                                    + (language == null ? " (JSONPath is the default)" : "")
                            : "must be JSONata, not '" + language + "'");
        }
    }

    private State task(String name, Fields fields) {
        fields.allowOnly(
                "Type",
                "QueryLanguage",
                "Resource",
                "Arguments",
                "TimeoutSeconds",
                "HeartbeatSeconds",
                "Retry",
                "Catch",
                "Output",
                "Assign",
                "Next",
                "End");
        Resource resource = Resource.of(fields.requiredText("Resource"));
        if (!resources.contains(resource.integration())) {
            throw fields.invalid(
                    "Resource",
                    resource.arn() + " is not supported; supported are "
                            + resources.stream().sorted().toList() + ", each with or without .waitForTaskToken");
        }
        Template timeout = secondsTemplate(fields, "TimeoutSeconds", 1);
        Template heartbeat = secondsTemplate(fields, "HeartbeatSeconds", 1);
        if (timeout instanceof Template.Literal limit
                && heartbeat instanceof Template.Literal beat
                && beat.value().longValue() >= limit.value().longValue()) {
            throw fields.invalid("HeartbeatSeconds", "must be smaller than TimeoutSeconds");
        }
        List<Retrier> retriers = new ArrayList<>();
        List<Fields> retries = fields.objects("Retry");
        for (int i = 0; i < retries.size(); i++) {
            retriers.add(retrier(retries.get(i), i == retries.size() - 1));
        }
        List<Catcher> catchers = new ArrayList<>();
        List<Fields> catches = fields.objects("Catch");
        for (int i = 0; i < catches.size(); i++) {
            Fields each = catches.get(i);
            each.allowOnly("ErrorEquals", "Next", "Output", "Assign");
            catchers.add(
                    new Catcher(errorEquals(each, i == catches.size() - 1), results(each), each.requiredText("Next")));
        }
        return new State.Task(
                name,
                resource,
                fields.template("Arguments"),
                timeout,
                heartbeat,
                List.copyOf(retriers),
                List.copyOf(catchers),
                results(fields),
                next(fields));
    }

    private static Retrier retrier(Fields fields, boolean last) {
        fields.allowOnly(
                "ErrorEquals", "IntervalSeconds", "MaxAttempts", "BackoffRate", "MaxDelaySeconds", "JitterStrategy");
        long interval = fields.integer("IntervalSeconds", 1, MAX_SECONDS, 1);
        Long maxDelay = fields.integer("MaxDelaySeconds", 1, MAX_DELAY_SECONDS);
        if (maxDelay != null && maxDelay <= interval) {
            throw fields.invalid("MaxDelaySeconds", "must be greater than IntervalSeconds");
        }
        String jitter = fields.text("JitterStrategy");
        if (jitter != null && !jitter.equals("FULL") && !jitter.equals("NONE")) {
            throw fields.invalid("JitterStrategy", "must be FULL or NONE, not '" + jitter + "'");
        }
        return new Retrier(
                errorEquals(fields, last),
                interval,
                (int) fields.integer("MaxAttempts", 0, MAX_SECONDS, 3),
                fields.number("BackoffRate", 1, 2),
                maxDelay,
                "FULL".equals(jitter));
    }

    private static List<String> errorEquals(Fields fields, boolean last) {
        List<String> errors = fields.texts("ErrorEquals");
        if (errors.contains(Failure.ALL) && (errors.size() > 1 || !last)) {
            throw fields.invalid("ErrorEquals", "States.ALL must stand alone, and in the last entry only");
        }
        return errors;
    }

    private static State choice(String name, Fields fields) {
        fields.allowOnly("Type", "QueryLanguage", "Choices", "Default", "Output", "Assign");
        if (!fields.has("Choices")) {
            throw fields.invalid("Choices", "is missing");
        }
        List<State.Rule> rules = new ArrayList<>();
        for (Fields rule : fields.objects("Choices")) {
            rule.allowOnly("Condition", "Next", "Output", "Assign");
            Template condition = rule.templateOf("Condition", JsonNode::isBoolean, "a boolean");
            if (condition == null) {
                throw rule.invalid("Condition", "is missing");
            }
            rules.add(new State.Rule(condition, rule.requiredText("Next"), results(rule)));
        }
        return new State.Choice(name, List.copyOf(rules), fields.text("Default"), results(fields));
    }

    private static State waiting(String name, Fields fields) {
        fields.allowOnly("Type", "QueryLanguage", "Seconds", "Timestamp", "Next", "End", "Output", "Assign");
        if (fields.has("Seconds") == fields.has("Timestamp")) {
            throw fields.invalid("Seconds", "exactly one of Seconds and Timestamp must be given");
        }
        Template timestamp = fields.templateOf(
                "Timestamp",
                value -> value.isTextual() && Timestamps.parse(value.textValue()) != null,
                "an ISO 8601 timestamp with an offset");
        return new State.Wait(name, secondsTemplate(fields, "Seconds", 0), timestamp, results(fields), next(fields));
    }

    private static @Nullable Template secondsTemplate(Fields fields, String field, long min) {
        return fields.templateOf(
                field,
                value -> value.isIntegralNumber() && value.longValue() >= min && value.longValue() <= MAX_SECONDS,
                "an integer from " + min + " to " + MAX_SECONDS);
    }

    private static @Nullable Template textTemplate(Fields fields, String field) {
        return fields.templateOf(field, JsonNode::isTextual, "a string");
    }

    private static State.Results results(Fields fields) {
        Template assign = fields.template("Assign");
        if (assign != null) {
            JsonNode names = fields.get("Assign");
            if (names.getNodeType() != JsonNodeType.OBJECT) {
                throw fields.invalid("Assign", "must be an object");
            }
            names.fieldNames().forEachRemaining(variable -> {
                if (variable.equals("states") || !variable.matches("[\\p{L}_][\\p{L}\\p{N}_]{0,79}")) {
                    throw fields.invalid("Assign", "'" + variable + "' is not a name for a variable");
                }
            });
        }
        return new State.Results(fields.template("Output"), assign);
    }

    private static @Nullable String next(Fields fields) {
        boolean end = fields.get("End").asBoolean();
        if (fields.has("End") && !fields.get("End").isBoolean()) {
            throw fields.invalid("End", "must be true or false");
        }
        if (end == fields.has("Next")) {
            throw fields.invalid("Next", "exactly one of Next and \"End\": true must be given");
        }
        return fields.text("Next");
    }
}
