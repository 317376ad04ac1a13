package dev.reviewgate.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MapTest {
    private static final String DISTRIBUTED =
            "\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"},";
    private static final String CALL = """
            "StartAt": "Call", "States": {"Call": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Arguments": {"FunctionName": "f", "Payload": "{% $states.input %}"},
              "Output": "{% $states.result.Payload %}", "End": true}}
            """;
    private static final String GATE = CALL.replace("lambda:invoke", "lambda:invoke.waitForTaskToken")
            .replace("{% $states.input %}", "{% $merge([$states.input, {'token': $states.context.Task.Token}]) %}")
            .replace("$states.result.Payload", "$states.result");

    private final VirtualTime time = new VirtualTime();
    private final Objects objects = new Objects();
    private final Map<String, String> tokens = new TreeMap<>();
    private final StepFunctions engine = time.engine()
            .functions((name, payload) -> call(new String(payload, StandardCharsets.UTF_8)))
            .objects(objects)
            .build();

    @Test
    void anIterationReadsOuterVariablesAndKeepsItsOwn() {
        String execution = start("""
                {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
                  "Set": {"Type": "Pass", "Assign": {"factor": 10}, "Next": "Each"},
                  "Each": {"Type": "Map", "Items": "{% $states.input.items %}",
                    "ItemSelector": {"i": "{% $states.context.Map.Item.Index %}", "v": "{% $states.context.Map.Item.Value %}"},
                    "ItemProcessor": {"StartAt": "Keep", "States": {
                      "Keep": {"Type": "Pass", "Assign": {"own": "{% $states.input.v * $factor %}"}, "Next": "Show"},
                      "Show": {"Type": "Succeed", "Output": ["{% $own %}", "{% $states.input.i %}", "{% $states.context.Map.Item.Value %}"]}}},
                    "Assign": {"all": "{% $states.result %}"}, "Output": "{% $count($states.result) %}", "Next": "End"},
                  "End": {"Type": "Succeed", "Output": {"n": "{% $states.input %}", "all": "{% $all %}", "own": "{% $exists($own) %}"}}}}
                """, "{\"items\":[1,2,3]}");

        assertThat(output(execution)).isEqualTo("{\"n\":3,\"all\":[[10,0,1],[20,1,2],[30,2,3]],\"own\":false}");
    }

    @Test
    void resultsAreInTheOrderOfTheItems() {
        String execution = start(inline("""
                "Items": [{"s": 3}, {"s": 1}, {"s": 2}], "ItemProcessor": {"StartAt": "W", "States": {
                  "W": {"Type": "Wait", "Seconds": "{% $states.input.s %}", "End": true}}}
                """), "{}");

        time.until(() -> engine.end(execution).isDone());

        assertThat(output(execution)).isEqualTo("[{\"s\":3},{\"s\":1},{\"s\":2}]");
    }

    @Test
    void noMoreIterationsRunAtOnceThanTheStateAllows() {
        String execution = start(
                inline("\"Items\": \"{% [1..9].{'n': $} %}\", \"MaxConcurrency\": \"{% 1 + 1 %}\","
                        + "\"ItemProcessor\": {" + GATE + "}"),
                "{}");
        while (!engine.end(execution).isDone()) {
            assertThat(tokens).hasSizeLessThanOrEqualTo(2);
            answerOne();
        }

        assertThat(output(execution)).isEqualTo("[1,2,3,4,5,6,7,8,9]");
    }

    @Test
    void withoutALimitFortyIterationsRunAtOnce() {
        start(inline("\"Items\": \"{% [1..99].{'n': $} %}\", \"ItemProcessor\": {" + GATE + "}"), "{}");

        assertThat(tokens).hasSize(40);
    }

    @Test
    void anIterationThatFailsStopsTheOthers() {
        String execution = start(inline("""
                "Items": [{"n": 1}, {"n": 2}], "ItemProcessor": {%s},
                "Catch": [{"ErrorEquals": ["Refused"], "Next": "Caught"}]
                """.formatted(GATE), ", \"Caught\": {\"Type\": \"Succeed\"}"), "{}");
        String other = tokens.remove("2");

        engine.sendTaskFailure(String.valueOf(tokens.get("1")), "Refused", "no");

        assertThat(output(execution)).isEqualTo("{\"Error\":\"Refused\",\"Cause\":\"no\"}");
        assertThat(types(execution))
                .containsSubsequence(
                        "TaskFailed", "MapIterationFailed", "MapIterationAborted", "MapStateFailed", "MapStateExited");
        assertThatThrownBy(() -> engine.sendTaskSuccess(String.valueOf(other), "1"))
                .isInstanceOf(StepFunctionsException.class);
        assertThat(time.hasAlarms()).isFalse();
    }

    @Test
    void anExecutionThatIsStoppedLeavesNoIterationBehind() {
        String execution = start(
                inline("\"Items\": [{\"n\": 1}], \"ItemProcessor\": {"
                        + GATE.replace("\"End\"", "\"TimeoutSeconds\": 60, \"End\"") + "}"),
                "{}");

        engine.stopExecution(execution, null, null);

        assertThat(time.hasAlarms()).isFalse();
        assertThatThrownBy(() -> engine.sendTaskSuccess(String.valueOf(tokens.get("1")), "1"))
                .isInstanceOf(StepFunctionsException.class);
    }

    @Test
    void aMapStateIsTriedAgainAsAWhole() {
        String execution = start(inline("""
                "Items": [1, 2], "MaxConcurrency": 1, "Retry": [{"ErrorEquals": ["Bad"], "MaxAttempts": 1}],
                "ItemProcessor": {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Bad"}}}
                """), "{}");

        time.until(() -> engine.end(execution).isDone());

        assertThat(engine.describeExecution(execution).error()).isEqualTo("Bad");
        assertThat(types(execution).stream().filter("MapStateStarted"::equals)).hasSize(2);
        assertThat(types(execution).stream().filter("MapStateFailed"::equals)).hasSize(1);
    }

    @Test
    void whatAllIterationsGiveTogetherMustNotBeTooLarge() {
        String execution = start(inline("""
                "Items": "{% [1..20] %}", "ItemProcessor": {"StartAt": "P", "States": {
                  "P": {"Type": "Pass", "Output": "{% $pad('', 20000, 'x') %}", "End": true}}},
                "Output": 1
                """), "{}");

        assertThat(engine.describeExecution(execution).error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void aSelectorThatFailsFailsTheIteration() {
        String execution = start(inline("""
                "Items": [1], "ItemSelector": {"x": "{% $states.input.missing %}"},
                "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}
                """), "{}");

        assertThat(engine.describeExecution(execution).error()).isEqualTo("States.QueryEvaluationError");
        assertThat(engine.describeExecution(execution).cause()).contains("'ItemSelector/x'");
    }

    @Test
    void aChildOfADistributedMapIsAnExecutionOfItsOwn() {
        String execution = start(distributed("\"Label\": \"files\", \"Items\": [{\"n\": 1}, {\"n\": 2}],", CALL), "{}");

        MapRunDescription run = engine.mapRuns(execution).get(0);
        assertThat(output(execution)).isEqualTo("[{\"n\":1},{\"n\":2}]");
        assertThat(types(execution))
                .containsExactly(
                        "ExecutionStarted",
                        "MapStateEntered",
                        "MapStateStarted",
                        "MapRunStarted",
                        "MapRunSucceeded",
                        "MapStateSucceeded",
                        "MapStateExited",
                        "ExecutionSucceeded");
        assertThat(engine.history(execution).stream().map(HistoryEvent::previousEventId))
                .containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 5L, 7L);
        assertThat(run.mapRunArn()).contains(":mapRun:test/files:");
        assertThat(run.status()).isEqualTo(MapRunDescription.Status.SUCCEEDED);
        assertThat(run.executionCounts().succeeded()).isEqualTo(2);
        List<ExecutionDescription> children = engine.executionsOfMapRun(run.mapRunArn());
        assertThat(children).hasSize(2).allSatisfy(child -> {
            assertThat(child.executionArn()).contains(":execution:test/files:");
            assertThat(child.stateMachineArn()).endsWith(":stateMachine:test/files");
            assertThat(child.mapRunArn()).isEqualTo(run.mapRunArn());
            assertThat(types(child.executionArn())).contains("TaskSucceeded");
        });
        assertThat(engine.executions(engine.stateMachines().get(0).stateMachineArn()))
                .hasSize(1);
    }

    @Test
    void aChildSeesNoneOfTheOuterVariables() {
        String execution = start("""
                {"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
                  "Set": {"Type": "Pass", "Assign": {"x": 1}, "Next": "Each"},
                  "Each": {"Type": "Map", "Items": [1], "ItemSelector": {"x": "{%% $x %%}"}, "ItemProcessor": {%s
                    "StartAt": "P", "States": {"P": {"Type": "Pass",
                      "Output": ["{%% $states.input.x %%}", "{%% $exists($x) %%}"], "End": true}}}, "End": true}}}
                """.formatted(DISTRIBUTED), "{}");

        assertThat(output(execution)).isEqualTo("[[1,false]]");
    }

    @Test
    void childrenRunSeveralAtOnceAndNoMoreThanAllowed() {
        String execution =
                start(distributed("\"Items\": \"{% [1..7].{'n': $} %}\", \"MaxConcurrency\": 3,", GATE), "{}");
        assertThat(tokens).hasSize(3);
        MapRunDescription.Counts counts = engine.mapRuns(execution).get(0).executionCounts();
        assertThat(List.of(counts.running(), counts.pending(), counts.total())).containsExactly(3L, 4L, 7L);

        while (!engine.end(execution).isDone()) {
            answerOne();
        }

        assertThat(output(execution)).isEqualTo("[1,2,3,4,5,6,7]");
    }

    @Test
    void oneFailureIsTooManyUnlessMoreAreTolerated() {
        String execution = start(distributed("\"Items\": [{\"n\": 1}, {\"fail\": true}],", CALL), "{}");

        ExecutionDescription end = engine.describeExecution(execution);
        assertThat(end.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
        assertThat(types(execution)).containsSubsequence("MapRunFailed", "MapStateFailed", "ExecutionFailed");
        assertThat(engine.mapRuns(execution).get(0).status()).isEqualTo(MapRunDescription.Status.FAILED);
    }

    @Test
    void toleratedFailuresAreShownInTheirPlaces() {
        String items = "\"Items\": [{\"fail\": true}, {\"n\": 2}, {\"n\": 3}, {\"n\": 4}],";

        String byCount = start(distributed(items + "\"ToleratedFailureCount\": 1,", CALL), "{}");
        String byShare = start(distributed(items + "\"ToleratedFailurePercentage\": 25,", CALL), "{}");
        String exceeded = start(distributed(items + "\"ToleratedFailurePercentage\": 24.9,", CALL), "{}");

        JsonNode results = parse(String.valueOf(output(byCount)));
        assertThat(results).hasSize(4);
        assertThat(results.at("/0/Status").asText()).isEqualTo("FAILED");
        assertThat(results.at("/0/Error").asText()).isEqualTo("Broken");
        assertThat(results.at("/3/n").asInt()).isEqualTo(4);
        assertThat(engine.describeExecution(byShare).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(engine.describeExecution(exceeded).error()).isEqualTo("States.ExceedToleratedFailureThreshold");
    }

    @Test
    void theOtherChildrenAreStoppedWhenTooManyHaveFailed() {
        String execution = start(distributed("\"Items\": [{\"n\": 1}, {\"n\": 2}],", GATE), "{}");

        engine.sendTaskFailure(String.valueOf(tokens.get("1")), "Refused", null);
        time.settle();

        assertThat(engine.describeExecution(execution).error()).isEqualTo("States.ExceedToleratedFailureThreshold");
        assertThat(engine.executionsOfMapRun(engine.mapRuns(execution).get(0).mapRunArn()))
                .extracting(ExecutionDescription::status)
                .containsExactly(ExecutionStatus.ABORTED, ExecutionStatus.FAILED);
    }

    @Test
    void stoppingTheExecutionStopsItsChildren() {
        String execution = start(distributed("\"Items\": [{\"n\": 1}, {\"n\": 2}],", GATE), "{}");

        engine.stopExecution(execution, null, null);
        time.settle();

        MapRunDescription run = engine.mapRuns(execution).get(0);
        assertThat(run.status()).isEqualTo(MapRunDescription.Status.ABORTED);
        assertThat(run.executionCounts().aborted()).isEqualTo(2);
    }

    @Test
    void anExpressChildEndsAfterFiveMinutes() {
        String execution = start(distributed("\"Items\": [1],", """
                        "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 301, "End": true}}
                        """).replace("STANDARD", "EXPRESS"), "{}");

        time.until(() -> engine.end(execution).isDone());

        assertThat(engine.executionsOfMapRun(engine.mapRuns(execution).get(0).mapRunArn()))
                .extracting(ExecutionDescription::status)
                .containsExactly(ExecutionStatus.TIMED_OUT);
    }

    @Test
    void itemsAreReadFromAnObject() {
        objects.hold("b", "list.json", "[{\"n\":1},{\"n\":2},{\"n\":3}]".getBytes(StandardCharsets.UTF_8));
        String reader = """
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                  "ReaderConfig": {"InputType": "JSON", "MaxItems": %s},
                  "Arguments": {"Bucket": "b", "Key": "{%% $states.input.key %%}"}},
                """;

        String all = start(distributed(reader.formatted("0"), CALL), "{\"key\":\"list.json\"}");
        String some = start(distributed(reader.formatted("\"{% 2 %}\""), CALL), "{\"key\":\"list.json\"}");
        String none = start(distributed(reader.formatted("0"), CALL), "{\"key\":\"other.json\"}");

        assertThat(output(all)).isEqualTo("[{\"n\":1},{\"n\":2},{\"n\":3}]");
        assertThat(output(some)).isEqualTo("[{\"n\":1},{\"n\":2}]");
        assertThat(engine.describeExecution(none).error()).isEqualTo("States.ItemReaderFailed");
        assertThat(engine.describeExecution(none).cause()).isEqualTo("no such key");
        assertThat(types(none)).containsSubsequence("MapRunStarted", "MapRunFailed", "MapStateFailed");
    }

    @Test
    void anObjectThatHoldsNoArrayCannotBeMapped() {
        objects.hold("b", "k", "{\"n\":1}".getBytes(StandardCharsets.UTF_8));
        objects.hold("b", "l", "[1".getBytes(StandardCharsets.UTF_8));
        String reader = """
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"},
                  "Arguments": {"Bucket": "b", "Key": "{% $states.input %}"}},
                """;

        String object = start(distributed(reader, CALL), "\"k\"");
        String broken = start(distributed(reader, CALL), "\"l\"");

        assertThat(engine.describeExecution(object).cause()).isEqualTo("Attempting to map over non-iterable node.");
        assertThat(engine.describeExecution(broken).error()).isEqualTo("States.ItemReaderFailed");
    }

    @Test
    void theObjectsOfAFolderAreItems() {
        objects.hold("b", "in/1", new byte[3]);
        objects.hold("b", "in/2", new byte[5]);
        objects.hold("b", "out/3", new byte[7]);
        String execution = start(distributed("""
                "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Arguments": {"Bucket": "b", "Prefix": "in/"}},
                "ItemSelector": {"key": "{% $states.context.Map.Item.Value.Key %}", "size": "{% $states.context.Map.Item.Value.Size %}"},
                """, CALL), "{}");

        assertThat(output(execution)).isEqualTo("[{\"key\":\"in/1\",\"size\":3},{\"key\":\"in/2\",\"size\":5}]");
    }

    @Test
    void itemsComeInBatches() {
        String execution = start(distributed("""
                "Items": "{% [1..5] %}", "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"run": "{% $states.input.run %}"}},
                """, CALL), "{\"run\":7}");

        assertThat(output(execution))
                .isEqualTo("[{\"BatchInput\":{\"run\":7},\"Items\":[1,2]},{\"BatchInput\":{\"run\":7},\"Items\":[3,4]},"
                        + "{\"BatchInput\":{\"run\":7},\"Items\":[5]}]");
        MapRunDescription run = engine.mapRuns(execution).get(0);
        assertThat(run.executionCounts().total()).isEqualTo(3);
        assertThat(run.itemCounts().succeeded()).isEqualTo(5);
    }

    @Test
    void aBatchHoldsNoMoreBytesThanAllowed() {
        String execution = start(distributed("""
                "Items": ["aaaa", "bbbb", "cccc"], "ItemBatcher": {"MaxInputBytesPerBatch": 28},
                """, CALL), "{}");

        assertThat(output(execution)).isEqualTo("[{\"Items\":[\"aaaa\",\"bbbb\"]},{\"Items\":[\"cccc\"]}]");
    }

    @Test
    void resultsAreWrittenAsDocumented() {
        String execution = start(distributed("""
                "Items": [{"n": 1}, {"fail": true}], "ToleratedFailureCount": 1,
                "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Bucket": "b", "Prefix": "{% 'runs' %}"}},
                """, CALL), "{}");

        String arn = engine.mapRuns(execution).get(0).mapRunArn();
        String folder = "runs/" + arn.substring(arn.lastIndexOf(':') + 1) + "/";
        assertThat(output(execution))
                .isEqualTo("{\"MapRunArn\":\"" + arn + "\",\"ResultWriterDetails\":{\"Bucket\":\"b\",\"Key\":\""
                        + folder + "manifest.json\"}}");
        JsonNode manifest = objects.json("b", folder + "manifest.json");
        assertThat(manifest.get("DestinationBucket").asText()).isEqualTo("b");
        assertThat(manifest.get("MapRunArn").asText()).isEqualTo(arn);
        assertThat(manifest.at("/ResultFiles/PENDING")).isEmpty();
        assertThat(manifest.at("/ResultFiles/SUCCEEDED/0/Key").asText()).isEqualTo(folder + "SUCCEEDED_0.json");
        JsonNode succeeded = objects.json("b", folder + "SUCCEEDED_0.json");
        assertThat(succeeded).hasSize(1);
        assertThat(succeeded.at("/0/Output").asText()).isEqualTo("{\"n\":1}");
        assertThat(succeeded.at("/0/Status").asText()).isEqualTo("SUCCEEDED");
        assertThat(objects.json("b", folder + "FAILED_0.json").at("/0/Error").asText())
                .isEqualTo("Broken");
        assertThat(engine.mapRuns(execution).get(0).executionCounts().resultsWritten())
                .isEqualTo(2);
    }

    @Test
    void resultsThatCannotBeWrittenFailTheState() {
        objects.readOnly = true;
        String execution = start(
                distributed(
                        """
                "Items": [1],
                "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Arguments": {"Bucket": "b"}},
                "Catch": [{"ErrorEquals": ["States.ResultWriterFailed"], "Next": "Caught"}],
                """, CALL, ", \"Caught\": {\"Type\": \"Succeed\", \"Output\": \"{% $states.input.Cause %}\"}"),
                "{}");

        assertThat(output(execution)).isEqualTo("\"read only\"");
    }

    @Test
    void aMapOfNothingGivesNothing() {
        assertThat(output(start(distributed("\"Items\": [],", CALL), "{}"))).isEqualTo("[]");
    }

    private FunctionResult call(String payload) {
        JsonNode event = parse(payload);
        if (event.has("token")) {
            tokens.put(event.path("n").asText(), event.get("token").asText());
        }
        boolean fails = event.has("fail");
        String answer = fails ? "{\"errorType\":\"Broken\"}" : payload;
        return new FunctionResult(
                200, answer.getBytes(StandardCharsets.UTF_8), fails ? "Unhandled" : null, "$LATEST", "request");
    }

    private void answerOne() {
        String n = tokens.keySet().iterator().next();
        engine.sendTaskSuccess(String.valueOf(tokens.remove(n)), n);
        time.settle();
    }

    private static String inline(String fields) {
        return inline(fields, "");
    }

    private static String inline(String fields, String states) {
        String next = states.isEmpty() ? "\"End\": true" : "\"Next\": \"Caught\"";
        return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"Each\", \"States\": {\"Each\": {\"Type\": \"Map\", "
                + fields + ", " + next + "}" + states + "}}";
    }

    private static String distributed(String fields, String processor) {
        return distributed(fields, processor, "");
    }

    private static String distributed(String fields, String processor, String states) {
        return inline(fields + "\"ItemProcessor\": {" + DISTRIBUTED + processor + "}", states);
    }

    private String start(String definition, String input) {
        int machines = engine.stateMachines().size();
        String machine = engine.createStateMachine("test" + (machines == 0 ? "" : machines), definition);
        String execution = engine.startExecution(machine, null, input);
        time.settle();
        return execution;
    }

    private @Nullable String output(String execution) {
        ExecutionDescription end = engine.describeExecution(execution);
        assertThat(end.cause()).isNull();
        return end.output();
    }

    private List<String> types(String execution) {
        return engine.history(execution).stream().map(HistoryEvent::type).toList();
    }

    private static JsonNode parse(String text) {
        try {
            return Json.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Objects in memory. */
    private static final class Objects implements ObjectStore {
        private final Map<String, byte[]> all = new TreeMap<>();
        private boolean readOnly;

        JsonNode json(String bucket, String key) {
            byte[] bytes = all.getOrDefault(bucket + "/" + key, new byte[0]);
            return parse(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public byte[] get(String bucket, String key, @Nullable String versionId) throws TaskFailure {
            byte[] bytes = all.get(bucket + "/" + key);
            if (bytes == null) {
                throw new TaskFailure("S3.NoSuchKeyException", "no such key");
            }
            return bytes;
        }

        @Override
        public List<JsonNode> list(String bucket, String prefix, int limit) {
            List<JsonNode> found = new ArrayList<>();
            all.forEach((path, bytes) -> {
                if (path.startsWith(bucket + "/" + prefix) && found.size() < limit) {
                    found.add(Json.object()
                            .put("Key", path.substring(bucket.length() + 1))
                            .put("Size", bytes.length));
                }
            });
            return found;
        }

        @Override
        public void put(String bucket, String key, byte[] json) throws TaskFailure {
            if (readOnly) {
                throw new TaskFailure("S3.AccessDeniedException", "read only");
            }
            hold(bucket, key, json);
        }

        void hold(String bucket, String key, byte[] bytes) {
            all.put(bucket + "/" + key, bytes);
        }
    }
}
