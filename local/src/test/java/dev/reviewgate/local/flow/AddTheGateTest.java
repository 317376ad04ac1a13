package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import dev.reviewgate.states.FunctionResult;
import dev.reviewgate.states.StepFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The states of docs/add-the-gate.md, pasted as they stand there into whole state machines. */
class AddTheGateTest {
    private static final JsonNode DATA = Flow.json("{\"auc\": 0.94, \"dataset\": \"orders-2026\","
            + " \"requestedBy\": \"etl@example.com\", \"theirs\": {\"list\": [1, [], {\"nothing\": null}]}}");
    private static final String APPROVED = "{\"decision\": \"APPROVED\", \"reviewer\": {\"name\": \"Ada\"}}";
    private static final String REJECTED = "{\"decision\": \"REJECTED\", \"reviewer\": {\"name\": \"Ben\"}}";
    private static final Set<String> JSON_PATH_TASK =
            Set.of("Type", "Resource", "Parameters", "TimeoutSeconds", "Retry", "Catch", "ResultPath", "Next");

    @TempDir
    private Path directory;

    private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonNode> announcements = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failures = new AtomicInteger();
    private String failure = "";
    private String answer = "";
    private String timeoutSeconds = "86400";
    private boolean rejects;
    private @Nullable StepFunctions engine;

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSONata", "JSONPath"})
    void anApprovalGoesOnWithTheDataAndTheDecision(String machine) {
        answer = APPROVED;

        assertEnd(run(machine, DATA), "Promoted", DATA, "Ada");

        assertThat(announcements)
                .singleElement()
                .satisfies(said ->
                        assertThat(said.at("/decision/decision").asText()).isEqualTo("APPROVED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSONata", "JSONPath"})
    void aRejectionGoesOnWithTheDataAndWhatWasSaid(String machine) {
        answer = REJECTED;
        rejects = true;

        assertEnd(run(machine, DATA), "DoNotPromote", DATA, "Ben");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSONata", "JSONPath"})
    void silenceGoesOnWithTheData(String machine) {
        timeoutSeconds = "1";

        assertEnd(run(machine, DATA), "NobodyDecided", DATA, "States.Timeout");
    }

    @ParameterizedTest
    @CsvSource({
        "JSONata, dev.reviewgate.core.InvalidReviewRequest, 1",
        "JSONPath, dev.reviewgate.core.InvalidReviewRequest, 1",
        "JSONata, dev.reviewgate.notifier.NotificationNotSent, 2",
        "JSONPath, dev.reviewgate.notifier.NotificationNotSent, 2",
    })
    void aRequestThatReachesNobodyGoesOnWithTheData(String machine, String error, int calls) {
        failure = error;
        failures.set(Integer.MAX_VALUE);

        assertEnd(run(machine, DATA), "CouldNotAsk", DATA, error);
        assertThat(requests).hasSize(calls);
    }

    @Test
    void aRequestIsSentAgainWhenNobodyWasReached() {
        answer = APPROVED;
        failure = "dev.reviewgate.notifier.NotificationNotSent";
        failures.set(1);

        assertEnd(run("JSONPath", DATA), "Promoted", DATA, "Ada");
        assertThat(requests).extracting(r -> r.path("retryCount").asInt()).containsExactly(0, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSONata | {\"decision\": \"MAYBE\"}",
                "JSONPath | {\"decision\": \"MAYBE\"}",
                "JSONata | \"APPROVED\"",
                "JSONPath | [{\"decision\": \"APPROVED\"}]",
                "JSONata | null",
            })
    void anythingButAnApprovalDoesNotPromote(String machine, String what) {
        answer = what;

        assertEnd(run(machine, DATA), "UnusableDecision", DATA, Flow.json(what));
    }

    @Test
    void whatComesOutOfAMapGoesPastTheGateToo() {
        answer = APPROVED;
        JsonNode list = Flow.json("[" + DATA + "]");

        assertEnd(run("JSONPath", list), "Promoted", list, "Ada");
    }

    @Test
    void anAnnouncementThatFailsChangesNothing() {
        answer = APPROVED;
        failure = "dev.reviewgate.core.InvalidReviewRequest";

        assertEnd(run("JSONata", DATA), "Promoted", DATA, "Ada");
    }

    @Test
    void bothLanguagesAskTheSame() {
        answer = APPROVED;
        run("JSONata", DATA);
        JsonNode asked = requests.get(0);
        ObjectNode context = (ObjectNode) Flow.json("{}");
        ObjectNode execution = context.putObject("Execution");
        execution.set("Id", asked.at("/execution/id"));
        execution.set("Name", asked.at("/execution/name"));
        execution.set("StartTime", asked.at("/execution/startTime"));
        ObjectNode state = context.putObject("State").put("Name", "RequestReview");
        state.set("EnteredTime", asked.get("enteredTime"));
        state.put("RetryCount", 0);
        context.putObject("Task").set("Token", asked.get("taskToken"));

        JsonNode byPath =
                resolved(PastedGate.states("JSONPath").at("/RequestReview/Parameters/Payload"), DATA, context);

        assertThat(byPath).isEqualTo(asked);
        assertThat(asked.at("/facts/0/value").asText()).isEqualTo("0.94");
    }

    @Test
    void bothLanguagesGoTheSameWaysAndKeepTheData() {
        ObjectNode jsonata = PastedGate.states("JSONata");
        ObjectNode jsonPath = PastedGate.states("JSONPath");

        assertThat(names(jsonPath)).isEqualTo(names(jsonata)).containsOnly("RequestReview", "Approved?", "Announce");
        assertThat(jsonPath.toString()).doesNotContain("{%");
        for (String name : List.of("RequestReview", "Announce")) {
            JsonNode byPath = jsonPath.get(name);
            JsonNode byExpression = jsonata.get(name);
            assertThat(JSON_PATH_TASK).containsAll(names(byPath));
            for (String same : List.of("Type", "Resource", "TimeoutSeconds", "Retry", "Next")) {
                assertThat(byPath.path(same)).as(same).isEqualTo(byExpression.path(same));
            }
            assertThat(byPath.get("ResultPath")).as("ResultPath of " + name).isEqualTo(resultPath(byExpression));
            assertThat(byPath.get("Catch")).hasSameSizeAs(byExpression.get("Catch"));
            for (int i = 0; i < byPath.get("Catch").size(); i++) {
                JsonNode caught = byPath.get("Catch").get(i);
                JsonNode same = byExpression.get("Catch").get(i);
                assertThat(names(caught)).containsOnly("ErrorEquals", "ResultPath", "Next");
                assertThat(caught.get("ErrorEquals")).isEqualTo(same.get("ErrorEquals"));
                assertThat(caught.get("Next")).isEqualTo(same.get("Next"));
                assertThat(caught.get("ResultPath")).isEqualTo(resultPath(same));
            }
        }
        JsonNode choice = jsonPath.get("Approved?");
        assertThat(names(choice)).containsOnly("Type", "Choices", "Default");
        assertThat(choice.findValuesAsText("Variable"))
                .containsOnly(jsonPath.at("/RequestReview/ResultPath").asText() + ".decision");
        for (String target : List.of("Next", "Default")) {
            assertThat(choice.findValuesAsText(target))
                    .isEqualTo(jsonata.get("Approved?").findValuesAsText(target));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"JSONata", "JSONPath"})
    void theReviewerIsToldHowLongTheStateWaits(String language) {
        JsonNode state = PastedGate.states(language).get("RequestReview");

        assertThat(state.get("TimeoutSeconds").asInt())
                .isPositive()
                .isEqualTo(state.findValue("timeoutSeconds").asInt());
    }

    @Test
    void anotherValidatorTakesThemInEachKindOfMachine() throws Exception {
        Optional<String> validator = Tools.find("REVIEW_GATE_ASL_VALIDATOR", "asl-validator");
        Tools.require("asl-validator", validator);
        Map<String, ObjectNode> machines = Map.of(
                "jsonpath", PastedGate.jsonPath("JSONPath"),
                "jsonata-in-jsonpath", PastedGate.jsonPath("JSONata"),
                "jsonata-only-by-state", PastedGate.jsonata("JSONPath"),
                "jsonata", PastedGate.jsonata("JSONata"));

        for (Map.Entry<String, ObjectNode> machine : machines.entrySet()) {
            validate(
                    validator.orElseThrow(),
                    machine.getKey(),
                    machine.getValue().toString());
        }
        for (String example : List.of("promote-model", "provision")) {
            validate(validator.orElseThrow(), example, Files.readString(PlayedServices.file(example, "asl")));
        }
    }

    private void validate(String validator, String name, String definition) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve(name + ".json"), definition);
        Tools.run(List.of(validator, "--json-path", file.toString()), Map.of());
    }

    private ExecutionDescription run(String machine, JsonNode input) {
        // One retry instead of three.
        String definition = PastedGate.jsonata(machine)
                .toString()
                .replace("86400", timeoutSeconds)
                .replace("\"MaxAttempts\":3", "\"MaxAttempts\":1");
        StepFunctions running = StepFunctions.builder()
                .functions((name, payload) -> notifier(Flow.json(new String(payload, UTF_8))))
                .build();
        engine = running;
        String arn = running.createStateMachine("pasted", definition);
        return running.end(running.startExecution(arn, null, input.toString())).join();
    }

    private FunctionResult notifier(JsonNode payload) {
        boolean announces = payload.has("outcome");
        (announces ? announcements : requests).add(payload);
        if (!failure.isEmpty() && (announces || failures.getAndUpdate(n -> Math.max(0, n - 1)) > 0)) {
            String error = "{\"errorType\": \"" + failure + "\", \"errorMessage\": \"no\"}";
            return new FunctionResult(200, error.getBytes(UTF_8), "Unhandled", "$LATEST", "request");
        }
        if (!announces && !answer.isEmpty()) {
            String token = payload.path("taskToken").asText();
            StepFunctions running = Objects.requireNonNull(engine);
            if (rejects) {
                running.sendTaskFailure(token, "ReviewRejected", answer);
            } else {
                running.sendTaskSuccess(token, answer);
            }
        }
        return new FunctionResult(200, "{}".getBytes(UTF_8), null, "$LATEST", "request");
    }

    private static void assertEnd(ExecutionDescription end, String name, JsonNode data, String known) {
        assertEnd(end, name, data, TextNode.valueOf(known));
    }

    private static void assertEnd(ExecutionDescription end, String name, JsonNode data, JsonNode known) {
        assertThat(end.status()).as(end.error() + ": " + end.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        JsonNode output = Flow.json(Objects.requireNonNull(end.output()).toString());
        assertThat(output.path("end").asText()).isEqualTo(name);
        assertThat(output.path("data")).isEqualTo(data);
        assertThat(output.path("known")).isEqualTo(known);
    }

    /** Returns where a JSONPath state has to put what this JSONata state or catcher keeps in a variable; null for nowhere. */
    private static JsonNode resultPath(JsonNode jsonata) {
        assertThat(jsonata.path("Output").asText()).isEqualTo("{% $states.input %}");
        return jsonata.has("Assign")
                ? TextNode.valueOf("$." + jsonata.get("Assign").fieldNames().next())
                : Flow.json("null");
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new java.util.TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Replaces the paths in a payload template: those of the document, not all that the language has. */
    private static JsonNode resolved(JsonNode template, JsonNode input, JsonNode context) {
        if (template.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            template.forEach(item -> items.add(resolved(item, input, context)));
            return Flow.json(items.toString());
        }
        if (!template.isObject()) {
            return template;
        }
        ObjectNode result = (ObjectNode) Flow.json("{}");
        template.properties().forEach(field -> {
            String name = field.getKey();
            if (name.endsWith(".$")) {
                result.set(
                        name.substring(0, name.length() - 2),
                        value(field.getValue().asText(), input, context));
            } else {
                result.set(name, resolved(field.getValue(), input, context));
            }
        });
        return result;
    }

    private static JsonNode value(String path, JsonNode input, JsonNode context) {
        String format = "States.Format('{}', ";
        if (path.startsWith(format)) {
            return TextNode.valueOf(value(path.substring(format.length(), path.length() - 1), input, context)
                    .asText());
        }
        assertThat(path).matches("\\${1,2}(\\.\\w+)+");
        JsonNode from = path.startsWith("$$") ? context : input;
        JsonNode found = from.at(path.replaceFirst("^\\$+", "").replace('.', '/'));
        assertThat(found.isMissingNode()).as(path).isFalse();
        return found;
    }
}
