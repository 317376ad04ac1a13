package dev.reviewgate.states;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a distributed Map reads from S3 and writes there; called on worker threads. */
final class MapObjects {
    static final String GET_OBJECT = "arn:aws:states:::s3:getObject";
    static final String LIST_OBJECTS = "arn:aws:states:::s3:listObjectsV2";
    static final String PUT_OBJECT = "arn:aws:states:::s3:putObject";

    private MapObjects() {}

    /** Reads the items, at most so many; 0 stands for all. */
    static ArrayNode read(Engine engine, State.Distribution distribution, @Nullable JsonNode arguments, int maxItems)
            throws TaskFailure, InterruptedException {
        State.ItemReader reader = distribution.itemReader();
        if (reader == null || arguments == null) {
            throw new IllegalStateException("there is nothing to read items from");
        }
        int limit = maxItems == 0 ? Integer.MAX_VALUE : maxItems;
        if (reader.list()) {
            check(arguments, Set.of("Bucket", "Prefix"));
            List<JsonNode> listed = store(engine)
                    .list(text(arguments, "Bucket"), arguments.path("Prefix").asText(""), limit);
            return JsonNodeFactory.instance.arrayNode().addAll(listed);
        }
        check(arguments, Set.of("Bucket", "Key", "VersionId"));
        JsonNode version = arguments.path("VersionId");
        byte[] bytes = store(engine)
                .get(
                        text(arguments, "Bucket"),
                        text(arguments, "Key"),
                        version.isTextual() ? version.textValue() : null);
        JsonNode items;
        try {
            items = Json.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new TaskFailure(
                    Failure.ITEM_READER_FAILED, "Unable to parse the JSON file: " + e.getOriginalMessage());
        }
        if (!items.isArray()) {
            throw new TaskFailure(Failure.ITEM_READER_FAILED, "Attempting to map over non-iterable node.");
        }
        if (items.size() <= limit) {
            return (ArrayNode) items;
        }
        ArrayNode first = JsonNodeFactory.instance.arrayNode(limit);
        for (int i = 0; i < limit; i++) {
            first.add(items.get(i));
        }
        return first;
    }

    /** Writes what became of the children, and returns the result of the Map state. */
    static ObjectNode write(Engine engine, MapRun run, JsonNode arguments, List<ExecutionDescription> children)
            throws TaskFailure, InterruptedException {
        check(arguments, Set.of("Bucket", "Prefix"));
        String bucket = text(arguments, "Bucket");
        String prefix = arguments.path("Prefix").asText("");
        String folder = prefix + (prefix.isEmpty() || prefix.endsWith("/") ? "" : "/") + run.name() + "/";
        ObjectNode manifest = Json.object().put("DestinationBucket", bucket).put("MapRunArn", run.arn());
        ObjectNode files = manifest.putObject("ResultFiles");
        for (Map.Entry<File, ArrayNode> file : files(children).entrySet()) {
            ArrayNode listed = files.putArray(file.getKey().name());
            if (!file.getValue().isEmpty()) {
                String key = folder + file.getKey().name() + "_0.json";
                byte[] bytes = Json.write(file.getValue()).getBytes(StandardCharsets.UTF_8);
                store(engine).put(bucket, key, bytes);
                listed.addObject().put("Key", key).put("Size", bytes.length);
            }
        }
        String key = folder + "manifest.json";
        store(engine).put(bucket, key, Json.write(manifest).getBytes(StandardCharsets.UTF_8));
        ObjectNode result = Json.object().put("MapRunArn", run.arn());
        result.putObject("ResultWriterDetails").put("Bucket", bucket).put("Key", key);
        return result;
    }

    private enum File {
        FAILED,
        PENDING,
        SUCCEEDED
    }

    private static Map<File, ArrayNode> files(List<ExecutionDescription> children) {
        Map<File, ArrayNode> files = new EnumMap<>(File.class);
        for (File file : File.values()) {
            files.put(file, JsonNodeFactory.instance.arrayNode());
        }
        for (ExecutionDescription child : children) {
            File file = switch (child.status()) {
                case SUCCEEDED -> File.SUCCEEDED;
                // Started, and stopped before it could end by itself.
                case ABORTED, RUNNING -> File.PENDING;
                case FAILED, TIMED_OUT -> File.FAILED;
            };
            ArrayNode records = files.get(file);
            if (records != null) {
                records.add(record(child));
            }
        }
        return files;
    }

    /** Returns all that is known of a child, in the shape of the result files. */
    static ObjectNode record(ExecutionDescription child) {
        ObjectNode record = Json.object();
        if (child.cause() != null) {
            record.put("Cause", child.cause());
        }
        if (child.error() != null) {
            record.put("Error", child.error());
        }
        record.put("ExecutionArn", child.executionArn());
        record.put("Input", child.input());
        record.putObject("InputDetails").put("Included", true);
        record.put("Name", child.name());
        if (child.output() != null) {
            record.put("Output", child.output());
            record.putObject("OutputDetails").put("Included", true);
        }
        record.put("RedriveCount", 0);
        record.put("RedriveStatus", "NOT_REDRIVABLE");
        record.put("StartDate", Timestamps.format(child.startDate()));
        record.put("StateMachineArn", child.stateMachineArn());
        record.put("Status", child.status().name());
        if (child.stopDate() != null) {
            record.put("StopDate", Timestamps.format(child.stopDate()));
        }
        return record;
    }

    private static ObjectStore store(Engine engine) {
        ObjectStore store = engine.objects();
        if (store == null) {
            throw new IllegalStateException("there is no object store");
        }
        return store;
    }

    private static void check(JsonNode arguments, Set<String> allowed) throws TaskFailure {
        for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
            if (!allowed.contains(argument.getKey())) {
                throw invalid("Arguments/" + argument.getKey() + " is not supported");
            }
        }
    }

    private static String text(JsonNode arguments, String name) throws TaskFailure {
        JsonNode value = arguments.path(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw invalid("Arguments/" + name + " must be a string that is not empty");
        }
        return value.textValue();
    }

    private static TaskFailure invalid(String problem) {
        return new TaskFailure("ValidationException", problem);
    }
}
