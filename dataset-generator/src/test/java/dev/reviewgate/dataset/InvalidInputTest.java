package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidInputTest {
    private static final String APPROVER =
            "a Slack user such as U012AB3CD, a Slack user group such as S0614TZR7, or an IAM"
                    + " user or role such as arn:aws:iam::123456789012:role/Reviewer";

    private static final String REQUESTER =
            "whoever asks must not decide on this review, so give one plain mail address such"
                    + " as etl@example.com, the id of a Slack user such as U012AB3CD, a handle such as @etl without blanks, or an"
                    + " ARN, in ASCII and with nothing around it";

    @TempDir
    Path temporary;

    private final FakeS3 s3 = new FakeS3();

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("[1]", "the input: [1] is not allowed; give a JSON object"),
                arguments("null", "the input: null is not allowed; give a JSON object"),
                arguments("{\"dataset\": 7}", "dataset: 7 is not allowed; give a JSON object"),
                arguments(
                        "{\"reveiw\": {}}",
                        "reveiw: is not a known field; did you mean review? Known are dataset, review, config"),
                arguments(
                        "{\"review\": {\"tresholds\": 1}}",
                        "review.tresholds: is not a known field; did you mean review.threshold? Known are threshold,"
                                + " timeoutSeconds, reminders, onTimeout, requestedBy, approvers, requireVerified,"
                                + " requesterMayDecide, approvalsRequired"),
                arguments(
                        "{\"dataset\": {\"rows\": 0}}",
                        "dataset.rows: 0 is not allowed; give a whole number of rows from 1 to 10000000"),
                arguments(
                        "{\"dataset\": {\"rows\": 10000001}}",
                        "dataset.rows: 10000001 is not allowed; give a whole number of rows from 1 to 10000000"),
                arguments(
                        "{\"dataset\": {\"rows\": 1.5}}",
                        "dataset.rows: 1.5 is not allowed; give a whole number of rows from 1 to 10000000"),
                arguments(
                        "{\"dataset\": {\"rows\": 1e999999999}}",
                        "dataset.rows: 1E+999999999 is not allowed; give a whole number of rows from 1 to 10000000"),
                arguments(
                        "{\"dataset\": {\"rows\": \"100\"}}",
                        "dataset.rows: \"100\" is not allowed; give a whole number of rows from 1 to 10000000"),
                arguments(
                        "{\"dataset\": {\"rows\": null}}",
                        "dataset.rows: null is not allowed; give a whole number of rows from 1 to 10000000"),
                arguments(
                        "{\"dataset\": {\"seed\": 9223372036854775808}}",
                        "dataset.seed: 9223372036854775808 is not allowed; give a whole number from"
                                + " -9223372036854775808 to 9223372036854775807"),
                arguments(
                        "{\"dataset\": {\"anomalyRate\": 0.51}}",
                        "dataset.anomalyRate: 0.51 is not allowed; give a share of rows from 0 to 0.5"),
                arguments(
                        "{\"dataset\": {\"anomalyRate\": true}}",
                        "dataset.anomalyRate: true is not allowed; give a share of rows from 0 to 0.5"),
                arguments(
                        "{\"dataset\": {\"rows\": 5, \"source\": {\"bucket\": \"abc\", \"key\": \"k\"}}}",
                        "dataset.rows: 5 is not allowed; leave it out: dataset.source names a file to screen, so none"
                                + " is made"),
                arguments(
                        "{\"dataset\": {\"source\": \"s3://abc/k\"}}",
                        "dataset.source: \"s3://abc/k\" is not allowed; give a JSON object"),
                arguments("{\"dataset\": {\"source\": {\"bucket\": \"abc\"}}}", "dataset.source.key: is missing"),
                arguments(
                        "{\"dataset\": {\"source\": {\"bucket\": \"A_B\", \"key\": \"k\"}}}",
                        "dataset.source.bucket: \"A_B\" is not allowed; give the name of an S3 bucket, 3 to 63"
                                + " lower-case characters"),
                arguments(
                        "{\"dataset\": {\"source\": {\"bucket\": \"abc\", \"key\": \"\"}}}",
                        "dataset.source.key: \"\" is not allowed; give the key of an object, 1 to 1024 bytes"),
                arguments(
                        "{\"dataset\": {\"source\": {\"key\": \"k\", \"feed\": \"\"}}}",
                        "dataset.source.feed: \"\" is not allowed; give text of 1 to 256 characters without control characters"),
                arguments(
                        "{\"dataset\": {\"source\": {\"key\": \"k\", \"format\": \"csv\"}}}",
                        "dataset.source.format: \"csv\" is not allowed; give a JSON object"),
                arguments(
                        "{\"dataset\": {\"source\": {\"key\": \"k\", \"format\": {\"kind\": \"xml\"}}}}",
                        "dataset.source.format.kind: \"xml\" is not allowed; give \"csv\" or \"jsonl\""),
                arguments(
                        "{\"dataset\": {\"source\": {\"key\": \"k\", \"format\": {\"delimiter\": \"::\"}}}}",
                        "dataset.source.format.delimiter: \"::\" is not allowed; give \"\\u0001\" or \"\\t\" or \"\\u001F\" or"
                                + " \" \" or \",\" or \":\" or \";\" or \"^\" or \"|\" or \"~\""),
                arguments(
                        "{\"dataset\": {\"source\": {\"key\": \"k\", \"format\": {\"header\": \"yes\"}}}}",
                        "dataset.source.format.header: \"yes\" is not allowed; give true or false"),
                arguments(
                        "{\"dataset\": {\"source\": {\"key\": \"k\", \"format\": {\"charset\": \"UTF-16\"}}}}",
                        "dataset.source.format.charset: \"UTF-16\" is not allowed; give \"ISO-8859-1\" or \"UTF-8\" or \"windows-1252\""),
                arguments(
                        "{\"dataset\": {\"source\": {\"key\": \"k\", \"format\": {\"kind\": \"jsonl\", \"header\": true}}}}",
                        "dataset.source.format.header: true is not allowed; leave it out: JSON Lines have no such thing"),
                arguments(
                        "{\"dataset\": {\"source\": {\"key\": \"k\", \"format\": {\"kind\": \"jsonl\", \"charset\": \"windows-1252\"}}}}",
                        "dataset.source.format.charset: \"windows-1252\" is not allowed; JSON Lines are UTF-8"),
                arguments(
                        "{\"dataset\": {\"source\": {\"key\": \"k\", \"format\": {\"delimiter\": \",\", \"decimalComma\": true}}}}",
                        "dataset.source.format.decimalComma: true is not allowed; a comma cannot separate both fields and decimals"),
                arguments(
                        "{\"dataset\": {\"columns\": {}}}",
                        "dataset.columns: {} is not allowed; give an array of at most 1000 columns"),
                arguments(
                        "{\"dataset\": {\"columns\": [7]}}",
                        "dataset.columns[0]: 7 is not allowed; give a JSON object"),
                arguments("{\"dataset\": {\"columns\": [{}]}}", "dataset.columns[0].name: is missing"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\"}, {\"name\": \"x\"}]}}",
                        "dataset.columns[1].name: \"x\" is not allowed; declare each column once"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"type\": \"int\"}]}}",
                        "dataset.columns[0].type: \"int\" is not allowed; give \"boolean\" or \"category\" or \"date\" or \"identifier\" or \"number\" or \"text\""),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"required\": 1}]}}",
                        "dataset.columns[0].required: 1 is not allowed; give true or false"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"type\": \"text\", \"min\": 1}]}}",
                        "dataset.columns[0].min: 1 is not allowed; bounds are for the types number and date"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"type\": \"date\", \"min\": 1}]}}",
                        "dataset.columns[0].min: 1 is not allowed; give a date such as \"2024-02-29\""),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"max\": \"2024-02-30\"}]}}",
                        "dataset.columns[0].max: \"2024-02-30\" is not allowed; give a date such as \"2024-02-29\""),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"min\": 5, \"max\": 3}]}}",
                        "dataset.columns[0].max: 3 is not allowed; give no less than min, which is 5"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"min\": 1e999}]}}",
                        "dataset.columns[0].min: 1E+999 is not allowed; give a number from -1e300 to 1e300"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"allowed\": []}]}}",
                        "dataset.columns[0].allowed: [] is not allowed; give an array of 1 to 1000 texts of 1 to 200 characters"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"allowed\": [1]}]}}",
                        "dataset.columns[0].allowed: [1] is not allowed; give an array of 1 to 1000 texts of 1 to 200 characters"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"type\": \"number\", \"allowed\": [\"1\"]}]}}",
                        "dataset.columns[0].allowed: [\"1\"] is not allowed; a list of values is for the types category, text and identifier"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"pattern\": \"(a\"}]}}",
                        "dataset.columns[0].pattern: \"(a\" is not allowed; give a regular expression in RE2 syntax (missing closing ))"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"pattern\": \"(a)\\\\1\"}]}}",
                        "dataset.columns[0].pattern: \"(a)\\\\1\" is not allowed; give a regular expression in RE2 syntax (invalid escape sequence)"),
                arguments(
                        "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"pattern\": \"((\\\\w{1,100}[]()]){99}|y){9}\"}]}}",
                        "dataset.columns[0].pattern: \"((\\\\w{1,100}[]()]){99}|y){9}\" is not allowed; give a regular expression of at most 10000 steps when its repetitions are written out"),
                arguments(
                        "{\"review\": {\"threshold\": -0.1}}",
                        "review.threshold: -0.1 is not allowed; give a share of rows from 0 to 1"),
                arguments(
                        "{\"review\": {\"timeoutSeconds\": -5}}",
                        "review.timeoutSeconds: -5 is not allowed; give a whole number of seconds from 1 to 31536000"),
                arguments(
                        "{\"review\": {\"reminders\": 11}}",
                        "review.reminders: 11 is not allowed; give a whole number from 0 to 10"),
                arguments(
                        "{\"review\": {\"onTimeout\": \"publish\"}}",
                        "review.onTimeout: \"publish\" is not allowed; give REJECT or PUBLISH_CLEAN"),
                arguments(
                        "{\"review\": {\"requestedBy\": \"a\\nb\"}}",
                        "review.requestedBy: \"a\\nb\" is not allowed; give text of 1 to 256 characters without control"
                                + " characters"),
                arguments(
                        "{\"review\": {\"approvers\": \"U0ANNA\"}}",
                        "review.approvers: \"U0ANNA\" is not allowed; give an array of 1 to 50, each " + APPROVER),
                arguments(
                        "{\"review\": {\"approvers\": []}}",
                        "review.approvers: [] is not allowed; give an array of 1 to 50, each " + APPROVER),
                arguments(
                        "{\"review\": {\"approvers\": [\"U0ANNA\", \"anna@example.com\"]}}",
                        "review.approvers[1]: \"anna@example.com\" is not allowed; give " + APPROVER),
                arguments(
                        "{\"review\": {\"approvers\": [\"U0ANNA\", \"U0ANNA\"]}}",
                        "review.approvers[1]: \"U0ANNA\" is not allowed; give each once"),
                arguments(
                        "{\"review\": {\"approvers\": [\"U0ANNA\", \"ben\"], \"approvalsRequired\": 2}}",
                        "review.approvers[1]: \"ben\" is not allowed; give " + APPROVER),
                arguments(
                        "{\"review\": {\"requireVerified\": \"yes\"}}",
                        "review.requireVerified: \"yes\" is not allowed; give true or false"),
                arguments(
                        "{\"review\": {\"requesterMayDecide\": false}}",
                        "review.requestedBy: is missing; " + REQUESTER),
                arguments(
                        "{\"review\": {\"approvalsRequired\": 11}}",
                        "review.approvalsRequired: 11 is not allowed; give a whole number from 1 to 10"),
                arguments(
                        "{\"review\": {\"approvers\": [\"U0ANNA\", \"U0BEN\"], \"approvalsRequired\": 3}}",
                        "review.approvalsRequired: 3 is not allowed; give no more than there are approvers, or as many"
                                + " would never be reached"),
                arguments(
                        "{\"review\": {\"timeoutSeconds\": 301500, \"reminders\": 1}}",
                        "review.timeoutSeconds: 301500 with review.reminders 1 is not allowed; the waits together would"
                                + " be 603000 seconds, and timeoutSeconds x (reminders + 1) may be at most 602999"
                                + " because the execution itself ends after 604800"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void fieldIsRefusedWithItsValueAndWhatIsAllowed(String input, String message) {
        assertRefused(Fixture.payload(input)).hasMessage(message);
    }

    @Test
    void everyProblemIsToldAtOnce() {
        var input = "{\"dataset\": {\"rows\": -1}, \"review\": {\"threshold\": 2, \"reminders\": -1}, \"konfig\": 1}";

        assertRefused(Fixture.payload(input))
                .hasMessageContainingAll("konfig: ", "dataset.rows: ", "review.threshold: ", "review.reminders: ");
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void whereTheRequesterMustNotDecideTheyAreNamedPlainly(boolean accepted, String requestedBy) throws IOException {
        var review = "{\"review\": {\"requestedBy\": " + requestedBy;
        var byInput = Fixture.payload(review + ", \"requesterMayDecide\": false}}");
        var byStack = Fixture.payload(review + "}}");
        var stack = new Fixture(s3, temporary).with("REQUESTER_MAY_DECIDE", "false");

        if (accepted) {
            assertThat(new Fixture(s3, temporary).handle(byInput).at("/review/requestedBy"))
                    .isEqualTo(Fixture.json(requestedBy.getBytes(StandardCharsets.UTF_8)));
            assertThat(stack.handle(byStack).has("review")).isTrue();
        } else {
            assertRefusedWithoutANewFile(byInput)
                    .hasMessageStartingWith("review.requestedBy: ")
                    .hasMessageEndingWith(" is not allowed; " + REQUESTER);
            assertThatThrownBy(() -> stack.handle(byStack))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageEndingWith(" is not allowed; " + REQUESTER);
            assertThat(s3.versions()).isEmpty();
        }
    }

    /** The notifier's own test holds it to the same table. */
    static Stream<Arguments> spellings() throws IOException {
        return Files.readAllLines(Path.of("..", "review-core", "src/test/resources/dev/reviewgate/core/requesters.txt"))
                .stream()
                .map(line -> line.split(" ", 2))
                .map(line -> arguments(line[0].equals("accepted"), line[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "[\"U0ETL\"]", "{}"})
    void whatIsNoTextNamesNobody(String requestedBy) {
        assertRefused(Fixture.payload(
                        "{\"review\": {\"requestedBy\": " + requestedBy + ", \"requesterMayDecide\": false}}"))
                .hasMessageStartingWith("review.requestedBy: ");
    }

    @Test
    void whereTheStackKeepsTheRequesterOutAnInputSaysWhoItIs() {
        var stack = new Fixture(s3, temporary).with("REQUESTER_MAY_DECIDE", "false");

        assertThatThrownBy(() -> stack.handleInput("{}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("review.requestedBy: is missing; " + REQUESTER);
        assertThatThrownBy(() -> stack.handleInput("{\"review\": {\"requesterMayDecide\": true}}"))
                .isInstanceOf(InvalidInput.class);
        assertThat(s3.versions()).isEmpty();
    }

    @Test
    void everyProblemWithWhoMayDecideIsToldAtOnce() {
        var input = "{\"review\": {\"approvers\": [\"anna\", 7, \"U0ANNA\", \"arn:aws:iam::1:user/x\"],"
                + " \"requireVerified\": 1, \"requesterMayDecide\": \"no\", \"approvalsRequired\": 0}}";

        assertRefused(Fixture.payload(input))
                .hasMessageContainingAll(
                        "review.approvers[0]: \"anna\" ",
                        "review.approvers[1]: 7 ",
                        "review.approvers[3]: \"arn:aws:iam::1:user/x\" ",
                        "review.requireVerified: 1 ",
                        "review.requesterMayDecide: \"no\" ",
                        "review.approvalsRequired: 0 ");
    }

    @Test
    void everyProblemOfAColumnIsToldAtOnce() {
        var input =
                "{\"dataset\": {\"columns\": [{\"name\": \"x\", \"typ\": 1, \"required\": 2, \"personal\": \"yes\", \"pattern\": \"[\"}, {\"name\": 3}]}}";

        assertRefused(Fixture.payload(input))
                .hasMessageContainingAll(
                        "dataset.columns[0].typ: is not a known field; did you mean dataset.columns[0].type?",
                        "dataset.columns[0].required: 2",
                        "dataset.columns[0].personal: \"yes\" is not allowed; give true or false",
                        "dataset.columns[0].pattern: \"[\"",
                        "dataset.columns[1].name: 3");
    }

    @Test
    void messageIsBoundedHoweverMuchIsWrong() {
        var value = "\"" + "x".repeat(10_000) + "\"";
        var input =
                new StringBuilder("{\"review\": {\"onTimeout\": ").append(value).append("}");
        for (var i = 0; i < 500; i++) {
            input.append(", \"unknown").append(i).append("\": ").append(value);
        }

        assertRefused(Fixture.payload(input.append("}").toString()))
                .satisfies(refusal ->
                        assertThat(String.valueOf(refusal.getMessage())).hasSizeLessThanOrEqualTo(2_000));
    }

    @Test
    void valueIsShortenedInTheMessage() {
        var input = "{\"review\": {\"threshold\": \"" + "x".repeat(500) + "\"}}";

        assertRefused(Fixture.payload(input)).hasMessageContaining("x".repeat(78) + "… is not allowed");
    }

    @Test
    void configMayBeAnythingUpToItsLimitInBytes() throws IOException {
        var accepted = "{\"config\": \"" + "😀".repeat(59_999) + "\"}";
        var refused = "{\"config\": \"" + "😀".repeat(60_000) + "\"}";

        var result = new Fixture(s3, temporary).handleInput(accepted);

        assertThat(result.has("config")).isFalse();
        assertRefusedWithoutANewFile(Fixture.payload(refused))
                .hasMessageStartingWith("config: 240002 bytes of JSON are not allowed; give at most 240000 bytes");
    }

    @Test
    void aDatasetMayBeDescribedInSoManyBytes() throws IOException {
        var values = IntStream.range(100, 1_100).mapToObj(i -> "\"" + "v".repeat(194) + i + "\"");
        var columns = "[{\"name\": \"a\", \"allowed\": [" + String.join(",", values.toList()) + "]},"
                + " {\"name\": \"b\", \"allowed\": [\"" + "w".repeat(200) + "\"]}]";

        assertRefusedWithoutANewFile(Fixture.payload("{\"dataset\": {\"columns\": " + columns + "}}"))
                .hasMessageMatching("dataset: 2[0-9]{5} bytes of JSON are not allowed; give at most 200000 bytes.*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[null, {}]", "1.50", "\"text\"", "{\"review\": {\"threshold\": \"not ours\"}}"})
    void configIsNobodysBusiness(String config) throws IOException {
        new Fixture(s3, temporary).handleInput("{\"config\": " + config + "}");

        assertThat(s3.versions()).hasSize(5);
    }

    @Test
    void wholeNumbersMayBeWrittenAsDecimals() throws IOException {
        var result = new Fixture(s3, temporary).handleInput("{\"dataset\": {\"rows\": 1e2, \"seed\": 3.0}}");

        assertThat(result.at("/summary/rows").asLong()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "{\"input\": {}, \"input\": {}}", "{} {}"})
    void payloadThatIsNotOneJsonObjectIsRefused(String payload) {
        assertRefused(payload.getBytes(StandardCharsets.UTF_8)).hasMessageMatching("the (payload|input).*");
    }

    @Test
    void payloadWithoutExecutionAndInputIsRefused() {
        assertRefused("{}".getBytes(StandardCharsets.UTF_8))
                .hasMessage("execution.name: is missing\ninput: is missing");
    }

    @Test
    void startTimeThatIsNoInstantIsRefused() {
        var payload = "{\"execution\": {\"name\": \"e\", \"startTime\": \"today\"}, \"input\": {}}";

        assertRefused(payload.getBytes(StandardCharsets.UTF_8))
                .hasMessage(
                        "execution.startTime: \"today\" is not allowed; give an instant such as 2026-11-22T09:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../other", "a b", "", "a*"})
    void executionNameThatCannotBePartOfAKeyIsRefused(String name) {
        var payload = "{\"execution\": {\"name\": \"" + name + "\"}, \"input\": {}}";

        assertRefused(payload.getBytes(StandardCharsets.UTF_8)).hasMessageStartingWith("execution.name: \"" + name);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] payload) {
        var refusal = assertThatThrownBy(() -> new Fixture(s3, temporary).handle(payload))
                .isInstanceOf(InvalidInput.class);
        assertThat(s3.versions()).isEmpty();
        return refusal;
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefusedWithoutANewFile(byte[] payload) {
        var before = s3.versions();
        var refusal = assertThatThrownBy(() -> new Fixture(s3, temporary).handle(payload))
                .isInstanceOf(InvalidInput.class);
        assertThat(s3.versions()).isEqualTo(before);
        return refusal;
    }
}
