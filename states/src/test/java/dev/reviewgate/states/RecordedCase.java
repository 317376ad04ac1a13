package dev.reviewgate.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A case recorded on AWS, and the functions, topics and callers that it was recorded with. */
final class RecordedCase {
    private final String name;
    private final JsonNode description;
    private final List<Run> runs = new ArrayList<>();

    /** One execution of it; an operator table has several. */
    record Run(JsonNode definition, String input, JsonNode expected) {}

    RecordedCase(Path folder) {
        name = folder.getFileName().toString();
        description = read(folder.resolve("case.json"));
        Path table = folder.resolve("runs.json");
        if (Files.exists(table)) {
            read(table)
                    .forEach(run -> runs.add(
                            new Run(run.get("definition"), Json.write(run.get("input")), run.get("expected"))));
        } else {
            runs.add(new Run(
                    read(folder.resolve("definition.asl.json")),
                    Json.write(read(folder.resolve("input.json"))),
                    read(folder.resolve("expected.json"))));
        }
    }

    String name() {
        return name;
    }

    List<Run> runs() {
        return runs;
    }

    /** Executes a definition as the case does and returns what came of it in the shape of {@code expected.json}. */
    ObjectNode execute(JsonNode definition, String input) {
        VirtualTime time = new VirtualTime();
        StepFunctions[] engine = new StepFunctions[1];
        engine[0] = time.engine()
                .accountId("111111111111")
                .functions((function, payload) -> invoke(engine[0], time, function, payload))
                .integration("arn:aws:states:::sns:publish", request -> publish(engine[0], time, request))
                .build();
        try (StepFunctions stepFunctions = engine[0]) {
            String machine = stepFunctions.createStateMachine("case", Json.write(definition));
            String execution = stepFunctions.startExecution(machine, null, input);
            time.until(() -> stepFunctions.end(execution).isDone());
            return outcome(stepFunctions.describeExecution(execution), stepFunctions.history(execution));
        }
    }

    private static ObjectNode outcome(ExecutionDescription end, List<HistoryEvent> history) {
        ObjectNode outcome = Json.object();
        outcome.put("status", end.status().name());
        if (end.output() != null) {
            outcome.put("output", end.output());
        }
        outcome.setAll(Interpreter.errorDetails(end.error(), end.cause()));
        for (HistoryEvent event : history) {
            ObjectNode shown = outcome.withArray("events").addObject();
            shown.put("type", event.type()).put("id", event.id()).put("prev", event.previousEventId());
            if (event.details() != null && event.detailsName() != null) {
                if (event.details().has("name")) {
                    shown.set("name", event.details().get("name"));
                }
                // What the recordings leave out.
                ObjectNode details = event.details().deepCopy().without(List.of("region", "roleArn"));
                shown.putObject("details").set(event.detailsName(), details);
            }
        }
        return outcome;
    }

    private FunctionResult invoke(StepFunctions engine, VirtualTime time, String function, byte[] payload)
            throws TaskFailure {
        String bare = function.substring(function.lastIndexOf(':') + 1);
        JsonNode behaviour = description.path("lambdas").path(bare);
        if (behaviour.isMissingNode()) {
            throw new TaskFailure(
                    "Lambda.ResourceNotFoundException",
                    "Function not found: arn:aws:lambda:us-east-1:111111111111:function:" + bare
                            + ":$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException;"
                            + " Request ID: " + UUID.randomUUID() + "; Proxy: null)");
        }
        if (behaviour.path("do").asText().equals("sleep")) {
            time.advance(Duration.ofSeconds(behaviour.path("seconds").asLong()));
            behaviour = behaviour.get("then");
        }
        JsonNode event = parse(new String(payload, StandardCharsets.UTF_8));
        answerTokens(engine, time, event);
        boolean raises = behaviour.path("do").asText().equals("raise");
        String answer = switch (behaviour.path("do").asText()) {
            case "echo" -> JsonTexts.python(event);
            case "const" -> Json.write(behaviour.path("value"));
            case "repeat" ->
                Json.write(JsonTexts.text(behaviour
                        .path("char")
                        .asText()
                        .repeat(behaviour.path("count").asInt())));
            case "raise" ->
                Json.write(behaviour.path("payload"))
                        .replace("$uuid", UUID.randomUUID().toString());
            default -> throw new AssertionError("unknown behaviour " + behaviour);
        };
        return new FunctionResult(
                200,
                answer.getBytes(StandardCharsets.UTF_8),
                raises ? "Unhandled" : null,
                "$LATEST",
                UUID.randomUUID().toString());
    }

    private JsonNode publish(StepFunctions engine, VirtualTime time, TaskRequest request) throws TaskFailure {
        String topic = request.arguments().path("TopicArn").asText();
        boolean known = false;
        for (JsonNode name : description.path("sns_topics")) {
            known |= topic.endsWith(":" + name.asText());
        }
        if (!known) {
            throw new TaskFailure(
                    "SNS.NotFoundException",
                    "Topic does not exist (Service: AmazonSNS; Status Code: 404; Error Code: NotFound; Request ID: "
                            + UUID.randomUUID() + "; Proxy: null)");
        }
        answerTokens(engine, time, request.arguments().path("Message"));
        return JsonTexts.publishResult(UUID.randomUUID().toString());
    }

    private void answerTokens(StepFunctions engine, VirtualTime time, JsonNode event) {
        if (event.has("TaskToken")) {
            Duration delay = Duration.ZERO;
            for (JsonNode step : description.path("callback")) {
                delay = delay.plusSeconds(step.path("seconds").asLong());
                time.start(delay, () -> answer(engine, event, step));
            }
        }
    }

    private static void answer(StepFunctions engine, JsonNode event, JsonNode step) {
        String token = event.get("TaskToken").asText();
        switch (step.path("op").asText()) {
            case "success" ->
                engine.sendTaskSuccess(
                        token,
                        Json.write(
                                step.has("output_from")
                                        ? event.path(step.get("output_from").asText())
                                        : step.get("output")));
            case "failure" ->
                engine.sendTaskFailure(
                        token,
                        step.path("error").asText(null),
                        step.path("cause").asText(null));
            case "heartbeat" -> engine.sendTaskHeartbeat(token);
            case "sleep" -> {
                // Its seconds delay the steps after it.
            }
            default -> throw new AssertionError("unknown step " + step);
        }
    }

    private static JsonNode read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parse(String text) {
        try {
            return text.isBlank() ? NullNode.getInstance() : Json.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
