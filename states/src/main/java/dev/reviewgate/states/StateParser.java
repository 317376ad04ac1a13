package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one state, and refuses what cannot be interpreted. */
final class StateParser {
    private static final long MAX_SECONDS = 99_999_999;
    private static final long MAX_DELAY_SECONDS = 31_622_400;
    private static final Set<String> UNSUPPORTED_TYPES = Set.of("Parallel");

    private static final int MAX_LABEL_LENGTH = 40;
    private static final Duration EXPRESS_TIMEOUT = Duration.ofMinutes(5);

    private final Set<String> resources;
    private final boolean objects;
    private final boolean jsonataByDefault;
    private final TaskPlayer player;

    /** The names of all states: none may be there twice, not even in different Maps. */
    private final Set<String> names;

    /** Whether the states are those of an EXPRESS child, which may wait for nobody. */
    private final boolean express;

    StateParser(Set<String> resources, boolean objects, boolean jsonataByDefault, TaskPlayer player) {
        this(resources, objects, jsonataByDefault, player, new HashSet<>(), false);
    }

    private StateParser(
            Set<String> resources,
            boolean objects,
            boolean jsonataByDefault,
            TaskPlayer player,
            Set<String> names,
            boolean express) {
        this.resources = resources;
        this.objects = objects;
        this.jsonataByDefault = jsonataByDefault;
        this.player = player;
        this.names = names;
        this.express = express;
    }

    State parse(String name, JsonNode node) {
        Fields fields = new Fields(node, "State '" + name + "'");
        if (!names.add(name)) {
            throw new InvalidDefinition("State '" + name + "': there is another state of that name");
        }
        String type = fields.requiredText("Type");
        if (UNSUPPORTED_TYPES.contains(type)) {
            throw fields.invalid("Type", type + " is not supported");
        }
        checkQueryLanguage(fields);
        return switch (type) {
            case "Task" -> task(name, fields);
            case "Map" -> map(name, fields);
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
        if (!resources.contains(resource.integration())
                && !player.plays(name, resource.arn())
                && !player.plays(name, resource.integration())) {
            throw fields.invalid(
                    "Resource",
                    resource.arn() + " is not supported; supported are "
                            + resources.stream().sorted().toList() + ", each with or without .waitForTaskToken"
                            + (resources.contains(Resource.START_EXECUTION)
                                    ? ", and startExecution with .sync and .sync:2"
                                    : ""));
        }
        if (express && resource.pattern() != Resource.Pattern.REQUEST_RESPONSE) {
            throw fields.invalid("Resource", resource.arn() + " cannot be called by an EXPRESS child");
        }
        Template timeout = secondsTemplate(fields, "TimeoutSeconds", 1);
        Template heartbeat = secondsTemplate(fields, "HeartbeatSeconds", 1);
        if (timeout instanceof Template.Literal limit
                && heartbeat instanceof Template.Literal beat
                && beat.value().longValue() >= limit.value().longValue()) {
            throw fields.invalid("HeartbeatSeconds", "must be smaller than TimeoutSeconds");
        }
        return new State.Task(
                name,
                resource,
                player,
                fields.template("Arguments"),
                timeout,
                heartbeat,
                retriers(fields),
                catchers(fields),
                results(fields),
                next(fields));
    }

    private State map(String name, Fields fields) {
        fields.allowOnly(
                "Type",
                "QueryLanguage",
                "Items",
                "ItemReader",
                "ItemSelector",
                "ItemBatcher",
                "ItemProcessor",
                "MaxConcurrency",
                "ToleratedFailureCount",
                "ToleratedFailurePercentage",
                "ResultWriter",
                "Label",
                "Retry",
                "Catch",
                "Output",
                "Assign",
                "Next",
                "End");
        Fields processor = fields.object("ItemProcessor");
        if (processor == null) {
            throw fields.invalid("ItemProcessor", "is missing");
        }
        processor.allowOnly("ProcessorConfig", "StartAt", "States");
        Fields config = processor.object("ProcessorConfig");
        String mode = config == null ? "INLINE" : config.oneOf("Mode", "INLINE", "INLINE", "DISTRIBUTED");
        if (config != null) {
            config.allowOnly("Mode", "ExecutionType");
        }
        boolean distributed = mode.equals("DISTRIBUTED");
        if (!distributed) {
            for (String field : List.of("ItemReader", "ItemBatcher", "ResultWriter", "Label")) {
                if (fields.has(field)) {
                    throw fields.invalid(field, "only a Map whose Mode is DISTRIBUTED may have it");
                }
            }
            if (config != null && config.has("ExecutionType")) {
                throw config.invalid("ExecutionType", "only a Map whose Mode is DISTRIBUTED may have it");
            }
        } else if (config != null && !config.has("ExecutionType")) {
            throw config.invalid("ExecutionType", "is missing");
        }
        boolean expressChildren = distributed
                && config != null
                && config.oneOf("ExecutionType", "STANDARD", "STANDARD", "EXPRESS")
                        .equals("EXPRESS");
        StateParser inner = new StateParser(
                resources, objects, jsonataByDefault, player, names, expressChildren || (express && !distributed));
        Definition states = DefinitionParser.states(processor, inner, expressChildren ? EXPRESS_TIMEOUT : null);
        return new State.Map(
                name,
                items(fields),
                fields.template("ItemSelector"),
                states,
                countTemplate(fields, "MaxConcurrency", 0),
                countTemplate(fields, "ToleratedFailureCount", 0),
                fields.templateOf(
                        "ToleratedFailurePercentage",
                        value -> value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= 100,
                        "a number from 0 to 100"),
                distributed ? distribution(fields) : null,
                retriers(fields),
                catchers(fields),
                results(fields),
                next(fields));
    }

    private static @Nullable Template items(Fields fields) {
        if (fields.has("Items") && fields.has("ItemReader")) {
            throw fields.invalid("Items", "at most one of Items and ItemReader may be given");
        }
        JsonNode items = fields.get("Items");
        boolean expression = items.isTextual() && Expression.isExpression(items.textValue());
        if (fields.has("Items") && !items.isArray() && !expression) {
            throw fields.invalid("Items", "must be an array or a JSONata expression, not " + Json.write(items));
        }
        return fields.template("Items");
    }

    private State.Distribution distribution(Fields fields) {
        String label = fields.text("Label");
        if (label != null
                && (label.isEmpty() || label.length() > MAX_LABEL_LENGTH || !label.matches("[A-Za-z0-9_.!+=()'@-]+"))) {
            throw fields.invalid(
                    "Label",
                    "'" + label + "' must have 1 to " + MAX_LABEL_LENGTH + " characters, none of them special");
        }
        Fields batcher = fields.object("ItemBatcher");
        Fields writer = fields.object("ResultWriter");
        return new State.Distribution(
                label == null ? UUID.randomUUID().toString() : label,
                itemReader(fields.object("ItemReader")),
                batcher == null ? null : itemBatcher(batcher),
                writer == null ? null : resultWriter(writer));
    }

    private State.@Nullable ItemReader itemReader(@Nullable Fields reader) {
        if (reader == null) {
            return null;
        }
        reader.allowOnly("Resource", "ReaderConfig", "Arguments");
        checkObjects(reader, MapObjects.GET_OBJECT, MapObjects.LIST_OBJECTS);
        boolean list = reader.requiredText("Resource").equals(MapObjects.LIST_OBJECTS);
        Fields config = reader.object("ReaderConfig");
        if (config != null) {
            config.allowOnly("InputType", "MaxItems");
        }
        String type = config == null ? null : config.text("InputType");
        if (list ? type != null : !"JSON".equals(type)) {
            Fields place = config == null ? reader : config;
            throw place.invalid(
                    config == null ? "ReaderConfig" : "InputType",
                    list
                            ? "listObjectsV2 has none"
                            : type == null ? "JSON must be given" : type + " is not supported, only JSON");
        }
        return new State.ItemReader(
                list,
                requiredTemplate(reader, "Arguments"),
                config == null ? null : countTemplate(config, "MaxItems", 0));
    }

    private static State.ItemBatcher itemBatcher(Fields batcher) {
        batcher.allowOnly("MaxItemsPerBatch", "MaxInputBytesPerBatch", "BatchInput");
        if (!batcher.has("MaxItemsPerBatch") && !batcher.has("MaxInputBytesPerBatch")) {
            throw batcher.invalid(
                    "MaxItemsPerBatch", "at least one of MaxItemsPerBatch and MaxInputBytesPerBatch must be given");
        }
        return new State.ItemBatcher(
                countTemplate(batcher, "MaxItemsPerBatch", 1),
                countTemplate(batcher, "MaxInputBytesPerBatch", 1),
                batcher.template("BatchInput"));
    }

    private Template resultWriter(Fields writer) {
        writer.allowOnly("Resource", "Arguments");
        checkObjects(writer, MapObjects.PUT_OBJECT);
        return requiredTemplate(writer, "Arguments");
    }

    private void checkObjects(Fields fields, String... supported) {
        String resource = fields.requiredText("Resource");
        List<String> all = objects ? List.of(supported) : List.of();
        if (!all.contains(resource)) {
            throw fields.invalid("Resource", resource + " is not supported; supported are " + all);
        }
    }

    private static Template requiredTemplate(Fields fields, String field) {
        Template template = fields.template(field);
        if (template == null) {
            throw fields.invalid(field, "is missing");
        }
        return template;
    }

    private static @Nullable Template countTemplate(Fields fields, String field, int min) {
        return fields.templateOf(
                field, value -> value.isInt() && value.intValue() >= min, "an integer of at least " + min);
    }

    private static List<Retrier> retriers(Fields fields) {
        List<Retrier> retriers = new ArrayList<>();
        List<Fields> retries = fields.objects("Retry");
        for (int i = 0; i < retries.size(); i++) {
            retriers.add(retrier(retries.get(i), i == retries.size() - 1));
        }
        return List.copyOf(retriers);
    }

    private static List<Catcher> catchers(Fields fields) {
        List<Catcher> catchers = new ArrayList<>();
        List<Fields> catches = fields.objects("Catch");
        for (int i = 0; i < catches.size(); i++) {
            Fields each = catches.get(i);
            each.allowOnly("ErrorEquals", "Next", "Output", "Assign");
            catchers.add(
                    new Catcher(errorEquals(each, i == catches.size() - 1), results(each), each.requiredText("Next")));
        }
        return List.copyOf(catchers);
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
