package dev.reviewgate.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.FunctionResult;
import dev.reviewgate.states.StepFunctions;
import dev.reviewgate.states.TaskFailure;
import dev.reviewgate.states.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CannedAnswersTest {
    private static final String INVOKE = "arn:aws:states:::lambda:invoke";
    private static final String SCORE_ARN = "arn:aws:lambda:eu-west-1:123456789012:function:score";

    @TempDir
    private Path directory;

    private int machines;
    private final List<String> called = new ArrayList<>();
    private final StepFunctions engine = StepFunctions.builder()
            .functions((name, payload) -> {
                called.add(name);
                return new FunctionResult(200, "\"real\"".getBytes(UTF_8), null, "$LATEST", "request");
            })
            .integration("arn:aws:states:::aws-sdk:s3:copyObject", request -> {
                called.add(request.resource());
                return JsonNodeFactory.instance.textNode("real");
            })
            .build();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void eachCallGetsTheNextAnswerAndLaterOnesTheLast() throws Exception {
        CannedAnswers service =
                answers("{\"a\": {\"0\": {\"Return\": 1}, \"1-2\": {\"Return\": 2}, \"3\": {\"Return\": null}}}");

        List<String> answers = new ArrayList<>();
        for (int call = 0; call < 6; call++) {
            answers.add(call(service));
        }

        assertThat(answers).containsExactly("1", "2", "2", "null", "null", "null");
    }

    @Test
    void aServiceMayFailByName() throws IOException {
        CannedAnswers service = answers(
                "{\"a\": {\"0\": {\"Throw\": {\"Error\": \"SageMaker.ConflictException\", \"Cause\": \"busy\"}}}}");

        assertThatThrownBy(() -> call(service))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("SageMaker.ConflictException: busy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not JSON | is not JSON",
                "[] | holds no answers",
                "{\"a\": {}} | a has no answer to the first call",
                "{\"a\": {\"1\": {\"Return\": 1}}} | a has no answer to the first call",
                "{\"a\": {\"first\": {\"Return\": 1}}} | \"first\" of a has to be the number of a call",
                "{\"a\": {\"0\": {\"Result\": 1}}} | \"0\" of a has to be the number of a call",
                "{\"a\": {\"0\": {\"Throw\": {}}}} | \"0\" of a has to be the number of a call",
            })
    void aFileThatSaysNothingUsableIsRefused(String text, String why) throws IOException {
        Path file = file(text);

        assertThatThrownBy(() -> CannedAnswers.read(file)).hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        // What the file says, what the state machine says.
        "score, score",
        "score, " + SCORE_ARN,
        "score, " + SCORE_ARN + ":live",
        "score, 123456789012:function:score",
        "function:score, score",
        SCORE_ARN + ", " + SCORE_ARN,
        SCORE_ARN + ", score",
        "123456789012:function:score, " + SCORE_ARN,
        "score:live, " + SCORE_ARN + ":live",
        SCORE_ARN + ":live, score:live",
        "score:$LATEST, score",
        "${ScoreArn}, ${ScoreArn}",
        "${ScoreArn}, ${ScoreArn}:live",
        "${ReviewNotifierArn}, " + SCORE_ARN,
        "${ReviewNotifierArn}:live, " + SCORE_ARN + ":live",
        "Call, score",
        INVOKE + ", score",
    })
    void aFunctionIsPlayedByAnyNameOfItOrOfWhatCallsIt(String key, String function) throws Exception {
        CannedAnswers answers = answers(json(key, "played"));

        assertThat(run(answers, invoke(INVOKE, function)).output()).isEqualTo("\"played\"");
        assertThat(called).isEmpty();
        assertThat(answers.unused()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "score:live, score",
        "score:live, score:next",
        "score, rescore",
        "arn:aws:lambda:eu-west-1:999999999999:function:score, " + SCORE_ARN,
        "arn:aws:lambda:us-east-1:123456789012:function:score, " + SCORE_ARN,
        INVOKE + ".waitForTaskToken, score",
    })
    void anotherFunctionIsCalledAndTheAnswersAreReported(String key, String function) throws Exception {
        CannedAnswers answers = answers(json(key, "played"));
        String definition = invoke(INVOKE, function);

        assertThat(answers.unusable(definition)).singleElement().asString().contains('"' + key + '"');
        assertThat(run(answers, definition).output()).contains("real");
        assertThat(called).containsExactly(function);
        assertThat(answers.unused()).containsExactly("Nothing used the answers of \"" + key + "\" in answers.json.");
    }

    @Test
    void theQualifierMayBeAnArgumentOfItsOwn() throws Exception {
        String definition = machine("\"Resource\": \"" + INVOKE
                + "\", \"Arguments\": {\"FunctionName\": \"score\", \"Qualifier\": \"live\"}");

        assertThat(run(answers(json("score:live", "played")), definition).output())
                .isEqualTo("\"played\"");
    }

    @Test
    void aFunctionThatIsTheResourceItselfIsPlayedByItsName() throws Exception {
        String definition = machine("\"Resource\": \"" + SCORE_ARN + "\", \"Arguments\": {}");

        assertThat(run(answers(json("score", "played")), definition).output()).isEqualTo("\"played\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                INVOKE + ".waitForTaskToken",
                "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "arn:aws:states:::ecs:runTask.sync",
                "arn:aws:states:::states:startExecution",
                "arn:aws:states:::states:startExecution.sync",
                "arn:aws:states:::states:startExecution.sync:2",
                "arn:aws:states:::aws-sdk:s3:copyObject",
            })
    void anyResourceIsPlayedToItsEndByItselfAndByItsState(String resource) throws Exception {
        for (String key : List.of(resource, "Call")) {
            assertThat(run(answers(json(key, "played")), invoke(resource, "score"))
                            .output())
                    .isEqualTo("\"played\"");
        }

        assertThat(called).isEmpty();
    }

    @Test
    void aGateIsPlayedByItsFunctionWithoutAWait() throws Exception {
        CannedAnswers answers =
                answers("{\"score\": {\"0\": {\"Throw\": {\"Error\": \"ReviewRejected\", \"Cause\": \"{}\"}}}}");

        assertThat(run(answers, invoke(INVOKE + ".waitForTaskToken", "score")).error())
                .isEqualTo("ReviewRejected");
    }

    @Test
    void aServiceUnderItsResourceWithoutTheSuffixAnswersTheCallAndTheStateGoesOnWaiting() throws Exception {
        String definition = machine("\"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\","
                + " \"TimeoutSeconds\": 1, \"Arguments\": {}");

        CannedAnswers answers = answers(json("arn:aws:states:::sqs:sendMessage", "sent"));

        assertThat(answers.unusable(definition)).isEmpty();
        assertThat(run(answers, definition).error()).isEqualTo("States.Timeout");
        assertThat(answers.unused()).isEmpty();
    }

    @Test
    void theStateGoesBeforeTheFunctionAndThatBeforeTheResource() throws Exception {
        List<String> inOrder = List.of("Call", "score:live", "score", INVOKE);
        for (int first = 0; first < inOrder.size(); first++) {
            ObjectNode answers = JsonNodeFactory.instance.objectNode();
            // The one that is wanted stands last in the file.
            for (int i = inOrder.size() - 1; i >= first; i--) {
                answers.putObject(inOrder.get(i)).putObject("0").put("Return", inOrder.get(i));
            }

            assertThat(run(answers(answers.toString()), invoke(INVOKE, "score:live"))
                            .output())
                    .isEqualTo('"' + inOrder.get(first) + '"');
        }
    }

    @Test
    void aNameThatIsOnlyKnownWhenItRunsMayBeAnyFunction() throws Exception {
        String definition =
                machine("\"Resource\": \"" + INVOKE + "\", \"Arguments\": {\"FunctionName\": \"{% 'sco' & 're' %}\"}");

        assertThat(answers(json("score", "played")).unusable(definition)).isEmpty();
        assertThat(answers(json("arn:aws:states:::sns:publish", "played")).unusable(definition))
                .hasSize(1);
        assertThat(run(answers(json("score", "played")), definition).output()).isEqualTo("\"played\"");
    }

    @Test
    void whatIsLeftIsReportedAnswerByAnswer() throws Exception {
        CannedAnswers answers =
                answers("{\"a\": {\"0\": {\"Return\": 1}, \"1-2\": {\"Return\": 2}, \"5\": {\"Return\": 3}},"
                        + " \"b\": {\"0\": {\"Return\": 1}}}");

        assertThat(answers.unused())
                .containsExactly(
                        "Nothing used the answers of \"a\" in answers.json.",
                        "Nothing used the answers of \"b\" in answers.json.");

        call(answers);
        assertThat(answers.unused())
                .containsExactly(
                        "Nothing used the answer \"1\" of \"a\" in answers.json: there was 1 call.",
                        "Nothing used the answer \"5\" of \"a\" in answers.json: there was 1 call.",
                        "Nothing used the answers of \"b\" in answers.json.");

        call(answers);
        assertThat(answers.unused())
                .contains("Nothing used the answer \"5\" of \"a\" in answers.json: there were 2 calls.")
                .hasSize(2);
    }

    @Test
    void namesInsideAMapAreKnownAndThoseOfOtherStatesAreNot() throws Exception {
        String definition = """
                {"States": {"Each": {"Type": "Map", "ItemProcessor": {"States":
                  {"Inner": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish"}}}}}}
                """;

        assertThat(answers(json("Inner", "x")).unusable(definition)).isEmpty();
        assertThat(answers(json("arn:aws:states:::sns:publish", "x")).unusable(definition))
                .isEmpty();
        assertThat(answers(json("Each", "x")).unusable(definition)).hasSize(1);
        assertThat(answers(json("Each", "x")).unusable("no JSON")).isEmpty();
    }

    private ExecutionDescription run(CannedAnswers answers, String definition) {
        CannedAnswers named = answers.named(name -> name.replace("${ReviewNotifierArn}", SCORE_ARN));
        String machine = engine.createStateMachine("machine" + machines++, definition, named);
        return engine.end(engine.startExecution(machine, null, "{}")).join();
    }

    private static String invoke(String resource, String function) {
        return machine("\"Resource\": \"" + resource + "\", \"Arguments\": {\"FunctionName\": \"" + function + "\"}");
    }

    private static String machine(String task) {
        return "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"Call\", \"States\": {\"Call\": {\"Type\": \"Task\", "
                + task + ", \"End\": true}}}";
    }

    private static String json(String key, String answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject(key).putObject("0").put("Return", answer);
        return json.toString();
    }

    private CannedAnswers answers(String text) throws IOException {
        return CannedAnswers.read(file(text));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("answers.json"), text);
    }

    private static String call(CannedAnswers service) throws TaskFailure {
        Optional<?> answer = service.play(new TaskRequest("State", "a", JsonNodeFactory.instance.objectNode()));
        return String.valueOf(answer.orElseThrow());
    }
}
