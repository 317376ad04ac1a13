package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.states.ExecutionDescription;
import dev.reviewgate.states.ExecutionStatus;
import dev.reviewgate.states.FunctionResult;
import dev.reviewgate.states.StepFunctions;
import dev.reviewgate.states.TaskFailure;
import dev.reviewgate.states.TaskRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The deployed definition with the functions and S3 played by the test: what is asked, copied and said. */
class DefinitionTest {
    private static final String FEED = "latest/abc/report.json";

    private final List<JsonNode> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonNode> announcements = Collections.synchronizedList(new ArrayList<>());
    private final List<JsonNode> copies = Collections.synchronizedList(new ArrayList<>());
    private final ObjectNode generated = result();
    private @Nullable JsonNode decision = Flow.json("{\"decision\": \"APPROVED\", \"publish\": \"ALL\"}");
    private @Nullable TaskFailure remembering;
    private boolean nobodyDecides;
    private boolean tooLarge;
    private String large = "{\"Type\": \"Succeed\"}";

    private final StepFunctions engine = StepFunctions.builder()
            .functions((name, payload) -> function(name, Flow.json(new String(payload, UTF_8))))
            .objects(new NoObjects())
            .integration("arn:aws:states:::aws-sdk:s3:copyObject", this::copy)
            .build();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void fewFlaggedRowsAndAShiftAskForAReviewAndSayWhy() throws IOException {
        findings(
                "basket_eur: population stability index 0.41, expected below 0.25",
                "phone: no such column, expected one, as last time");

        JsonNode output = output(run());

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.path("subject").asText())
                    .isEqualTo("The dataset is not as expected: basket_eur shifted (and 1 more)");
            assertThat(facts(request))
                    .containsExactly(
                            "Rows: 100,000",
                            "Flagged: 2,000 (2.00 %)",
                            "Allowed without a review: up to 6 %",
                            "The file as a whole: basket_eur: population stability index 0.41, expected below 0.25",
                            "The file as a whole: phone: no such column, expected one, as last time");
            assertThat(request.path("ifNobodyDecides").asText()).isEqualTo("Nothing is published.");
            assertThat(request.path("policy").toString()).isEqualTo("{}");
            assertThat(request.at("/evidence/reportHtml/key").asText()).endsWith("report.html");
        });
        assertThat(output.path("outcome").asText()).isEqualTo("APPROVED");
    }

    @Test
    void threeReasonsWithMostRowsAreNamed() throws IOException {
        findings("phone: no such column, expected one, as last time");
        generated
                .withObject("/summary")
                .putObject("byReason")
                .put("MISSING", 12)
                .put("OUTLIER", 1840)
                .put("FUTURE_DATE", 3)
                .put("DUPLICATE_ID", 1684);

        run();

        assertThat(requests)
                .singleElement()
                .satisfies(request -> assertThat(facts(request))
                        .contains("Main reasons: outlier 1,840, duplicate value 1,684, missing value 12"));
    }

    @Test
    void oneReasonIsNamed() throws IOException {
        findings("phone: no such column, expected one, as last time");
        generated.withObject("/summary").putObject("byReason").put("RAGGED_ROW", 1);

        run();

        assertThat(requests)
                .singleElement()
                .satisfies(request -> assertThat(facts(request)).contains("Main reasons: wrong number of fields 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "48,000 rows, expected 49,022 to 196,088 rows (there were 98,044 last time)|48,000 rows",
                "born: text, expected date, as last time|born: text",
                "phone: no such column, expected one, as declared|phone is missing",
                "price: two groups, 10.1 % of the values are about 100 times the others, expected one|price holds two groups",
                "a_column_with_a_name_that_is_far_too_long_for_a_subject: text, expected date, as last time|a_column_with_a_name_that_is_far_...",
            })
    void oneFindingIsTheSubject(String finding, String subject) throws IOException {
        findings(finding);

        run();

        assertThat(requests)
                .singleElement()
                .extracting(r -> r.path("subject").asText())
                .isEqualTo("The dataset is not as expected: " + subject);
        assertThat(facts(requests.get(0))).hasSize(4);
    }

    @Test
    void theReviewerHearsWhatHappensIfNobodyDecidesAndThePolicyIsHandedOn() throws IOException {
        manyRows();
        generated
                .withObject("/review")
                .put("onTimeout", "PUBLISH_CLEAN")
                .set("policy", Flow.json("{\"approvers\": [\"U0ANNA\", \"U0BEN\"], \"approvalsRequired\": 2}"));

        run();

        assertThat(requests.get(0).path("ifNobodyDecides").asText())
                .isEqualTo("The rows that were not flagged are published.");
        assertThat(requests.get(0).path("policy").toString())
                .isEqualTo("{\"approvers\":[\"U0ANNA\",\"U0BEN\"],\"approvalsRequired\":2}");
        assertThat(facts(requests.get(0))).hasSize(3).noneMatch(fact -> fact.contains("nobody"));
    }

    @Test
    void silencePublishesTheCleanRowsOfAFileThatIsAsExpectedAndNothingIsComparedWithThem() throws IOException {
        manyRows();
        silence("PUBLISH_CLEAN", 0);

        JsonNode output = output(run());

        assertThat(output.path("outcome").asText()).isEqualTo("TIMED_OUT");
        assertThat(output.path("publish").asText()).isEqualTo("CLEAN");
        assertThat(output.path("remembered").isNull()).isTrue();
        assertThat(copies)
                .singleElement()
                .extracting(c -> c.path("CopySource").asText())
                .asString()
                .contains("clean.csv");
        assertThat(announcements)
                .singleElement()
                .extracting(a -> a.path("result").asText())
                .isEqualTo("The rows that were not flagged are published. The next dataset is not compared with them.");
    }

    @ParameterizedTest
    @CsvSource({"false, 2000", "false, 8012", "true, 2000", "true, 8012"})
    void silencePublishesNothingOfAFileThatIsNotAsExpectedAndEachRequestSaysSo(boolean inParts, int flagged)
            throws IOException {
        findings("basket_eur: population stability index 0.41, expected below 0.25");
        flagged(flagged);
        silence("PUBLISH_CLEAN", 1);
        if (inParts) {
            inParts();
        }

        ExecutionDescription end = run();

        assertThat(end.error()).isEqualTo("ReviewTimedOut");
        assertThat(end.cause())
                .isEqualTo("Nobody decided in 2 attempts of 60 seconds."
                        + " Nothing was published, because the file as a whole is not as expected.");
        assertThat(copies).isEmpty();
        assertThat(requests)
                .hasSize(2)
                .extracting(r -> r.path("ifNobodyDecides").asText())
                .containsOnly("Nothing is published, because the file as a whole is not as expected.");
        assertThat(announcements).singleElement().satisfies(announcement -> {
            assertThat(announcement.path("outcome").asText()).isEqualTo("TIMED_OUT");
            assertThat(announcement.path("result").asText())
                    .isEqualTo("Nothing was published, because the file as a whole is not as expected.");
        });
    }

    @Test
    void silenceThatIsToPublishNothingNeedsNoReason() throws IOException {
        findings("basket_eur: population stability index 0.41, expected below 0.25");
        silence("REJECT", 0);

        ExecutionDescription end = run();

        assertThat(end.error()).isEqualTo("ReviewTimedOut");
        assertThat(end.cause()).isEqualTo("Nobody decided in 1 attempt of 60 seconds.");
        assertThat(requests.get(0).path("ifNobodyDecides").asText()).isEqualTo("Nothing is published.");
        assertThat(announcements.get(0).path("result").asText()).isEqualTo("Nothing was published.");
    }

    @Test
    void aPersonMayPublishAFileThatIsNotAsExpected() throws IOException {
        findings("basket_eur: population stability index 0.41, expected below 0.25");
        generated.withObject("/review").put("onTimeout", "PUBLISH_CLEAN");

        JsonNode output = output(run());

        assertThat(output.path("outcome").asText()).isEqualTo("APPROVED");
        assertThat(output.at("/remembered/key").asText()).isEqualTo(FEED);
    }

    @Test
    void theRequestNamesTheFeedThatTheFileIsTakenFor() throws IOException {
        manyRows();
        generated.withObject("/summary").put("feed", "datasets/incoming/ac\u0085me/");

        run();

        assertThat(facts(requests.get(0)))
                .containsExactly(
                        "Feed: datasets/incoming/ac me/",
                        "Rows: 100,000",
                        "Flagged: 8,012 (8.01 %)",
                        "Allowed without a review: up to 6 %");
    }

    @Test
    void aGeneratedDatasetHasNoFeedToName() throws IOException {
        manyRows();
        generated.withObject("/summary").putNull("feedKey").putNull("feed");

        run();

        assertThat(facts(requests.get(0))).noneMatch(fact -> fact.startsWith("Feed"));
    }

    @Test
    void bothWaysOfScreeningSayTheSame() throws IOException {
        JsonNode states = Flow.json(Files.readString(Flow.ROOT.resolve("statemachine/dataset-review.asl.json"))
                        .replaceAll("\\$\\{\\w+}", "1"))
                .path("States");

        assertThat(states.at("/ScreenInParts/Assign")
                        .toString()
                        .replace("$states.result.Output", "$states.result.Payload"))
                .isEqualTo(states.at("/GenerateDataset/Assign").toString());
    }

    @Test
    void theNameOfAColumnMayHoldControlCharactersAndMessagesMayNot() throws IOException {
        findings(
                "basket\n\u0085eur: population stability index 0.41, expected below 0.25",
                "a\tb: no such column, expected c");

        run();

        assertThat(requests.get(0).path("subject").asText())
                .isEqualTo("The dataset is not as expected: basket  eur shifted (and 1 more)");
        assertThat(facts(requests.get(0)))
                .contains("The file as a whole: a b: no such column, expected c")
                .noneMatch(fact -> fact.codePoints().anyMatch(Character::isISOControl));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount: 10 % too large, expected none outside the last fences | amount: 10 % too large",
                "amount: 7 % negative, expected none, as last time | amount: 7 % negative",
                "amount: 7.5 % missing, expected none, as last time | amount: 7.5 % missing",
                "status: 7 % new values, expected 0.2 %, as last time | status: 7 % new values",
                "amount: one value in 7 % of the rows, expected no more than 1 %, as last time | amount: one value in 7 % of the rows",
                "country: white space around 7 %, expected none, as last time | country: white space around 7 %",
                "due: 7 % far in the future, expected none | due: 7 % far in the future",
                "the same rows as last time, expected others | the same rows as last time",
                "about 9 % of the rows are repeated, expected none, as last time | about 9 % of the rows are repeated",
                "2,876 rows, expected 3,589 to 8,440 rows (there were 5,230 last time) | 2,876 rows"
            })
    void whatChangedInAKnownFeedIsAHeadline(String finding, String headline) throws IOException {
        findings(finding);

        run();

        assertThat(requests.get(0).path("subject").asText()).isEqualTo("The dataset is not as expected: " + headline);
    }

    @Test
    void findingsThatWereLeftOutAreCounted() throws IOException {
        findings("a: population stability index 0.5, expected below 0.25", "b: x, expected y", "and 3 more");

        run();

        String subject = requests.get(0).path("subject").asText();
        assertThat(subject).isEqualTo("The dataset is not as expected: a shifted (and 4 more)");
        assertThat(facts(requests.get(0))).contains("The file as a whole: and 3 more");
    }

    @Test
    void theLongestSubjectIsWholeInTheSubjectOfAMail() throws IOException {
        String[] findings =
                Collections.nCopies(11, "c".repeat(100) + ": x, expected y").toArray(new String[0]);
        findings[10] = "and 989 more";
        findings(findings);

        run();

        assertThat("[prod] Review: " + requests.get(0).path("subject").asText()).hasSizeLessThan(100);
    }

    @Test
    void manyFlaggedRowsAreTheSubjectWhateverElseIsWrong() throws IOException {
        findings("basket_eur: population stability index 0.41, expected below 0.25");
        generated.withObject("/summary").put("flaggedRows", 8012).put("anomalyShare", 0.08012);

        run();

        assertThat(requests.get(0).path("subject").asText()).isEqualTo("8.01 % of 100,000 rows look wrong");
        assertThat(facts(requests.get(0))).anyMatch(fact -> fact.startsWith("The file as a whole: basket_eur"));
    }

    @Test
    void onlyGeneratedRowsAreKnownToBeCustomers() throws IOException {
        generated.withObject("/summary").putNull("feedKey").put("anomalyShare", 0.08012);

        run();

        assertThat(requests.get(0).path("subject").asText()).isEqualTo("8.01 % of 100,000 customer rows look wrong");
    }

    @Test
    void withoutAnyFindingAboutTheFileNobodyIsAsked() throws IOException {
        JsonNode output = output(run());

        assertThat(requests).isEmpty();
        assertThat(announcements).isEmpty();
        assertThat(output.path("outcome").asText()).isEqualTo("NOT_REVIEWED");
    }

    @Test
    void aResultThatKnowsNoFindingsAndNoFeedIsPublishedAndNotRemembered() throws IOException {
        generated.withObject("/summary").remove(List.of("fileFindings", "feedKey"));

        JsonNode output = output(run());

        assertThat(copies).hasSize(1);
        assertThat(output.path("remembered").isNull()).isTrue();
    }

    @Test
    void aGeneratedDatasetIsNotRemembered() throws IOException {
        generated.withObject("/summary").putNull("feedKey");

        assertThat(output(run()).path("remembered").isNull()).isTrue();

        assertThat(copies)
                .singleElement()
                .extracting(c -> c.path("Key").asText())
                .asString()
                .startsWith("published/");
    }

    @Test
    void whatIsPublishedIsRememberedByExactlyItsReport() throws IOException {
        JsonNode output = output(run());

        assertThat(copies)
                .hasSize(2)
                .allMatch(copy -> copy.path("TaggingDirective").asText().equals("REPLACE"));
        assertThat(copies.get(1).path("Key").asText()).isEqualTo(FEED);
        assertThat(copies.get(1).path("CopySource").asText())
                .isEqualTo("datasets/datasets/a%20run/report.json?versionId=v%2Freport");
        assertThat(output.path("remembered").toString())
                .isEqualTo("{\"key\":\"" + FEED + "\",\"versionId\":\"v-copy\",\"error\":null}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPublicationOfTheCleanRowsIsNotRemembered(boolean inParts) throws IOException {
        findings("basket_eur: population stability index 0.41, expected below 0.25");
        decision = Flow.json("{\"decision\": \"APPROVED\", \"publish\": \"CLEAN\"}");
        if (inParts) {
            inParts();
        }

        JsonNode output = output(run());

        assertThat(copies).singleElement().satisfies(copy -> {
            assertThat(copy.path("CopySource").asText()).contains("clean.csv");
            assertThat(copy.path("Key").asText()).endsWith("/dataset.csv");
        });
        assertThat(output.at("/published/sha256").asText()).isEqualTo("sha-clean");
        assertThat(output.path("remembered").isNull()).isTrue();
        assertThat(announcements.get(0).path("result").asText())
                .isEqualTo("The rows that were not flagged are published. The next dataset is not compared with them.");
    }

    @Test
    void theCleanRowsOfAGeneratedDatasetAreAnnouncedWithoutAWordAboutANextOne() throws IOException {
        manyRows();
        generated.withObject("/summary").putNull("feedKey");
        decision = Flow.json("{\"decision\": \"APPROVED\", \"publish\": \"CLEAN\"}");

        run();

        assertThat(announcements.get(0).path("result").asText())
                .isEqualTo("The rows that were not flagged are published.");
    }

    @Test
    void aDatasetKeepsItsOwnNameWhenItIsPublished() throws IOException {
        generated.withObject("/evidence/dataset").put("key", "datasets/a run/dataset.jsonl");

        JsonNode output = output(run());

        assertThat(copies.get(0).path("Key").asText()).matches("published/[^/]+/dataset\\.jsonl");
        assertThat(output.at("/published/key")).isEqualTo(copies.get(0).path("Key"));
        assertThat(copies.get(0).has("ContentType")).isFalse();
    }

    @Test
    void whatCannotBeRememberedIsPublishedAllTheSameAndSaid() throws IOException {
        findings("basket_eur: population stability index 0.41, expected below 0.25");
        remembering = new TaskFailure("S3.NoSuchKeyException", "The key does not exist.");

        JsonNode output = output(run());

        assertThat(output.at("/remembered/error").asText()).isEqualTo("S3.NoSuchKeyException: The key does not exist.");
        assertThat(output.at("/published/versionId").asText()).isEqualTo("v-copy");
        assertThat(announcements)
                .singleElement()
                .extracting(a -> a.path("result").asText())
                .asString()
                .contains("Everything is published", "could not be remembered");
    }

    @Test
    void whatIsRejectedIsNotRemembered() throws IOException {
        findings("basket_eur: population stability index 0.41, expected below 0.25");
        decision = null;

        ExecutionDescription end = run();

        assertThat(end.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(copies).isEmpty();
        assertThat(announcements).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidInput", "InvalidDataset"})
    void whatTheScreeningInPartsRefusesEndsUnderTheSameName(String error) throws IOException {
        tooLarge = true;
        large = "{\"Type\": \"Fail\", \"Error\": \"" + error
                + "\", \"Cause\": \"{% 'called by ' & $states.input.execution.name"
                + " & ' as ' & $states.context.Execution.Name & ' with \\\"' & $join($keys($states.input.input), ', ') & '\\\"' %}\"}";
        ObjectNode input = Flow.json("{\"dataset\": {}, \"review\": {}}").deepCopy();
        input.put("config", "x".repeat(240_000)).withObject("/dataset").put("columns", "y".repeat(20_000));

        ExecutionDescription end = run(input.toString());

        assertThat(end.error()).isEqualTo(error);
        assertThat(end.cause())
                .isEqualTo("called by " + end.name() + " as " + end.name() + "-parts with \"dataset, review\"");
    }

    @Test
    void aScreeningInPartsThatFailsWithoutAReasonIsNamed() throws IOException {
        tooLarge = true;
        large = "{\"Type\": \"Fail\"}";

        ExecutionDescription end = run();

        assertThat(end.error()).isEqualTo("GenerationFailed");
        assertThat(end.cause()).startsWith("States.TaskFailed: ").contains("execution:large:" + end.name());
    }

    private ExecutionDescription run() throws IOException {
        return run("{}");
    }

    private ExecutionDescription run(String input) throws IOException {
        String inParts = engine.createStateMachine(
                "large",
                "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"Only\", \"States\": {\"Only\": " + large + "}}");
        String definition = Files.readString(Flow.ROOT.resolve("statemachine/dataset-review.asl.json"))
                .replace("${ExecutionTimeoutSeconds}", "3600")
                .replace("${DatasetBucketName}", "datasets")
                .replace("${DatasetGeneratorArn}", "generator")
                .replace("${ReviewNotifierArn}", "notifier")
                .replace("${LargeDatasetReviewArn}", inParts)
                .replace("${ScreeningTimeoutSeconds}", "3600");
        String machine = engine.createStateMachine("review", definition);
        return engine.end(engine.startExecution(machine, null, input)).join();
    }

    private static JsonNode output(ExecutionDescription end) {
        assertThat(end.status()).as(end.error() + ": " + end.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        return Flow.json(Objects.requireNonNull(end.output()).toString());
    }

    private void findings(String... findings) {
        ArrayNode list = generated.withObject("/summary").putArray("fileFindings");
        for (String finding : findings) {
            list.add(finding);
        }
    }

    private void manyRows() {
        flagged(8012);
    }

    private void flagged(int rows) {
        generated.withObject("/summary").put("flaggedRows", rows).put("anomalyShare", rows / 100_000.0);
    }

    private void silence(String onTimeout, int reminders) {
        nobodyDecides = true;
        generated.withObject("/review").put("onTimeout", onTimeout).put("reminders", reminders);
    }

    /** The second state machine hands back what one call would have. */
    private void inParts() {
        tooLarge = true;
        large = "{\"Type\": \"Succeed\", \"Output\": " + generated + "}";
    }

    private static List<String> facts(JsonNode request) {
        return StreamSupport.stream(request.path("facts").spliterator(), false)
                .map(f -> f.path("label").asText() + ": " + f.path("value").asText())
                .toList();
    }

    private static ObjectNode result() {
        ObjectNode result = (ObjectNode)
                Flow.json(
                        "{\"summary\": {\"rows\": 100000, \"flaggedRows\": 2000, \"anomalyShare\": 0.02,"
                                + " \"fileFindings\": [], \"feedKey\": \"" + FEED
                                + "\"}, \"review\": {\"threshold\": 0.06,"
                                + " \"timeoutSeconds\": 60, \"reminders\": 0, \"onTimeout\": \"REJECT\", \"requestedBy\": null}}");
        ObjectNode evidence = result.putObject("evidence");
        for (String file : List.of("dataset.csv", "clean.csv", "flagged.csv", "report.json", "report.html")) {
            String name = file.equals("report.html") ? "reportHtml" : file.substring(0, file.indexOf('.'));
            evidence.putObject(name)
                    .put("bucket", "datasets")
                    .put("key", "datasets/a run/" + file)
                    .put("versionId", "v/" + name)
                    .put("sha256", "sha-" + name);
        }
        return result;
    }

    private FunctionResult function(String name, JsonNode payload) {
        if (name.equals("generator") && tooLarge) {
            byte[] error =
                    "{\"errorType\": \"dev.reviewgate.dataset.DatasetTooLarge\", \"errorMessage\": \"too large\"}"
                            .getBytes(UTF_8);
            return new FunctionResult(200, error, "Unhandled", "$LATEST", "request");
        }
        if (name.equals("generator")) {
            return answer(generated);
        }
        if (payload.has("outcome")) {
            announcements.add(payload);
            return answer(Flow.json("{}"));
        }
        requests.add(payload);
        String token = payload.path("taskToken").asText();
        if (nobodyDecides) {
            // What the service says of a task whose time is over, without the wait.
            engine.sendTaskFailure(token, "States.Timeout", null);
        } else if (decision == null) {
            engine.sendTaskFailure(token, "ReviewRejected", "{\"decision\": \"REJECTED\"}");
        } else {
            engine.sendTaskSuccess(token, decision.toString());
        }
        return answer(Flow.json("{}"));
    }

    private static FunctionResult answer(JsonNode payload) {
        return new FunctionResult(200, payload.toString().getBytes(UTF_8), null, "$LATEST", "request");
    }

    private JsonNode copy(TaskRequest request) throws TaskFailure {
        copies.add(request.arguments());
        if (remembering != null && request.arguments().path("Key").asText().equals(FEED)) {
            throw remembering;
        }
        return Flow.json("{\"VersionId\": \"v-copy\"}");
    }
}
