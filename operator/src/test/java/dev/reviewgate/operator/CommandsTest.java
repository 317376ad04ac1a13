package dev.reviewgate.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each command as it is typed, against an API that checks every signature. */
class CommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "CsWYyBbjpAT47NfS3GsvBg";
    private static final String OTHER = "CsWZyBbjpAT47NfS3GsvBg";
    private static final String DASHED = "--WYyBbjpAT47NfS3GsvBg";
    private static final String OPEN =
            "{'reviewId': '" + ID + "', 'state': 'OPEN', 'subject': '42.10 % of 2,000 rows look wrong',"
                    + " 'environment': 'prod', 'execution': 'nightly', 'requestedBy': 'etl@example.com', 'openedAt': '2026-03-02T10:15:00Z',"
                    + " 'closesAt': '2026-03-03T10:15:00Z', 'secondsLeft': 83400, 'attempt': 1, 'attempts': 2,"
                    + " 'ifNobodyDecides': 'Nothing is published.', 'facts': [{'label': 'Rows', 'value': '2,000'}, {'label': 'Flagged', 'value': '842'}],"
                    + " 'evidence': 'digest-1', 'files': {'dataset': {'sha256': 'aa', 'bytes': 1234567}}, 'report': {'reasons': [{'reason': 'OUT_OF_RANGE', 'rows': 1842}]},"
                    + " 'policy': {'approvers': ['U0ANNA', 'arn:aws:iam::123456789012:user/anna'], 'approvalsRequired': 2, 'requesterMayDecide': false},"
                    + " 'votes': [{'name': 'Anna', 'id': 'U0ANNA', 'via': 'slack', 'verified': true, 'publish': 'CLEAN', 'decidedAt': '2026-03-02T10:20:00Z'}]}";
    private static final String DECIDED =
            "{'reviewId': '" + ID + "', 'state': 'DECIDED', 'decision': {'decision': 'REJECTED',"
                    + " 'reviewer': {'name': 'anna', 'id': 'arn:aws:iam::123456789012:user/anna', 'via': 'iam', 'verified': true},"
                    + " 'comment': 'The file is cut off.', 'decidedAt': '2026-03-02T10:20:00Z'}}";

    private final FakeApi api = new FakeApi();
    private final Operator operator = new Operator(api.url());

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void openReviewsAreATable() {
        api.answer("GET /operator/reviews", 200, list(listed(ID, "OPEN"), listed(OTHER, "OPEN")));

        Operator.Ran ran = operator.runs("list");

        assertThat(ran).isEqualTo(new Operator.Ran(0, """
                REVIEW                  AGE     LEFT         VOTES   SUBJECT
                CsWYyBbjpAT47NfS3GsvBg  47 min  23 h 12 min  1 of 2  Rows look wrong
                CsWZyBbjpAT47NfS3GsvBg  47 min  23 h 12 min  1 of 2  Rows look wrong
                """, ""));
    }

    @Test
    void allReviewsSayHowTheyStand() {
        api.answer("GET /operator/reviews?all=true", 200, list(listed(ID, "DECIDED")));

        assertThat(operator.runs("list", "--all").out()).isEqualTo("""
                REVIEW                  STATE    AGE     LEFT  VOTES  SUBJECT
                CsWYyBbjpAT47NfS3GsvBg  decided  47 min  -     -      Rows look wrong
                """);
    }

    @Test
    void nothingToDoIsSaid() {
        api.answer("GET /operator/reviews", 200, list());

        assertThat(operator.runs("list").out()).isEqualTo("Nothing waits for a decision.\n");
    }

    @Test
    void aListThatIsCutOffSaysSo() {
        api.answer("GET /operator/reviews", 200, list(listed(ID, "OPEN")).replace("false", "true"));

        assertThat(operator.runs("list").err()).isEqualTo("There are more reviews than are listed here.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show " + ID, "resend " + ID})
    void jsonIsTheAnswerAsItCame(String command) throws Exception {
        api.answer("GET /operator/reviews", 200, list(listed(ID, "OPEN")))
                .answer("GET /operator/reviews/" + ID, 200, OPEN)
                .answer(
                        "POST /operator/reviews/" + ID + "/resend",
                        200,
                        "{'reviewId': 'x', 'attempt': 1, 'sns': true, 'slack': false}");

        Operator.Ran ran = operator.runs((command + " --json").split(" "));

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(JSON.readTree(ran.out()).isObject()).isTrue();
    }

    @Test
    void aReviewIsShownForReading() {
        api.answer("GET /operator/reviews/" + ID, 200, OPEN);

        assertThat(operator.runs("show", ID).out()).isEqualTo("""
                42.10 % of 2,000 rows look wrong
                open, attempt 1 of 2, 23 h 10 min left

                  Review             CsWYyBbjpAT47NfS3GsvBg
                  Environment        prod
                  Execution          nightly
                  Asked for by       etl@example.com
                  Opened             2026-03-02 10:15 UTC
                  Closes             2026-03-03 10:15 UTC
                  If nobody decides  Nothing is published.

                Facts
                  Rows     2,000
                  Flagged  842

                Flagged rows by reason
                  1,842  out of range

                Who may decide
                  Approvers      U0ANNA, arn:aws:iam::123456789012:user/anna
                  Approvals      2 people are needed
                  Whoever asked  may not decide

                Votes (2 are needed)
                  Anna (slack, verified, U0ANNA)  approved without the flagged rows  2026-03-02 10:20 UTC

                Files
                  dataset  1.2 MB  sha256 aa
                """);
    }

    @Test
    void aSubjectCannotSteerTheTerminal() {
        api.answer(
                "GET /operator/reviews",
                200,
                list(listed(ID, "OPEN")).replace("Rows look", "\\u001b[2J\\u202eRows look"));

        assertThat(operator.runs("list").out()).contains(" [2J Rows look wrong").doesNotContain("\u001b", "\u202e");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CsWY", "CsWYyBbjpAT47NfS3Gsv", ID})
    void theBeginningOfAnIdIsEnough(String beginning) {
        api.answer("GET /operator/reviews", 200, list(listed(ID, "OPEN"), listed(OTHER, "OPEN")))
                .answer("GET /operator/reviews/" + ID, 200, OPEN);

        assertThat(operator.runs("show", beginning).exitCode()).isZero();
    }

    @Test
    void anIdMayBeginWithDashes() {
        api.answer("GET /operator/reviews", 200, list(listed(DASHED, "OPEN")))
                .answer("GET /operator/reviews/" + DASHED, 200, OPEN)
                .answer("POST /operator/reviews/" + DASHED + "/decision", 200, DECIDED);

        assertThat(operator.runs("show", DASHED).exitCode()).isZero();
        assertThat(operator.runs("show", "--WY").exitCode()).isZero();
        assertThat(operator.runs("decide", DASHED, "approve", "--yes").exitCode())
                .isZero();
    }

    @Test
    void aReviewThatIsOverIsFoundByItsBeginningToo() {
        api.answer("GET /operator/reviews", 200, list())
                .answer("GET /operator/reviews?all=true", 200, list(listed(ID, "DECIDED")))
                .answer("GET /operator/reviews/" + ID, 200, DECIDED);

        assertThat(operator.runs("show", "CsWY").out())
                .contains("Who   anna (iam, verified, arn:aws:iam::123456789012:user/anna)");
    }

    @Test
    void aBeginningThatCouldBeTwoIsRefused() {
        api.answer("GET /operator/reviews", 200, list(listed(ID, "OPEN"), listed(OTHER, "OPEN")));

        Operator.Ran ran = operator.runs("decide", "CsW", "approve", "--yes");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("\"CsW\" could be any of " + ID + ", " + OTHER + ".\n");
    }

    @Test
    void aBeginningIsNotLookedForInAListThatIsCutOff() {
        api.answer("GET /operator/reviews", 200, list(listed(ID, "OPEN")).replace("false", "true"));

        Operator.Ran ran = operator.runs("decide", "CsWY", "approve", "--yes");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.err()).contains("Give the whole id.");
    }

    @Test
    void anIdThatNothingHasIsRefused() {
        api.answer("GET /operator/reviews", 200, list()).answer("GET /operator/reviews?all=true", 200, list());

        assertThat(operator.runs("show", "abc").exitCode()).isEqualTo(1);
        assertThat(operator.runs("show", "../reviews").exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"approve, APPROVED, ALL", "approve-clean, APPROVED, CLEAN", "reject, REJECTED,"})
    void whatIsShownIsWhatIsDecided(String choice, String decision, @org.jspecify.annotations.Nullable String publish)
            throws Exception {
        api.answer("GET /operator/reviews/" + ID, 200, OPEN)
                .answer("POST /operator/reviews/" + ID + "/decision", 200, DECIDED);

        Operator.Ran ran = operator.typing("yes").runs("decide", ID, choice, "--comment", "seen “it”");

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("42.10 % of 2,000 rows look wrong", "Flagged  842", "Type yes to do it: ");
        assertThat(ran.out())
                .isEqualTo(
                        "anna (iam, verified, arn:aws:iam::123456789012:user/anna) has rejected it, 2026-03-02 10:20 UTC: The file is cut off.\n");
        JsonNode sent = JSON.readTree(api.calls().get(1).body());
        assertThat(sent.path("decision").asText()).isEqualTo(decision);
        assertThat(sent.path("publish").asText(null)).isEqualTo(publish);
        assertThat(sent.path("comment").asText()).isEqualTo("seen “it”");
        assertThat(sent.path("evidence").asText()).isEqualTo("digest-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "y", ""})
    void withoutAYesNothingIsDecided(String answer) {
        api.answer("GET /operator/reviews/" + ID, 200, OPEN);

        Operator.Ran ran = operator.typing(answer).runs("decide", ID, "approve");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).endsWith("Nothing is decided.\n");
        assertThat(routes()).containsExactly("GET /operator/reviews/" + ID);
    }

    @Test
    void aRejectionIsAskedForItsReason() throws Exception {
        api.answer("GET /operator/reviews/" + ID, 200, OPEN)
                .answer("POST /operator/reviews/" + ID + "/decision", 200, DECIDED);

        operator.typing("The file is cut off.", "yes").runs("decide", ID, "reject");

        assertThat(JSON.readTree(api.calls().get(1).body()).path("comment").asText())
                .isEqualTo("The file is cut off.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decide " + ID + " approve",
                "decide " + ID + " reject --yes",
                "decide " + ID + " publish --yes",
                "decide " + ID,
                "show",
                "list extra",
                "approve",
                ""
            })
    void aCommandThatIsNotCompleteSendsNothing(String command) {
        Operator.Ran ran = operator.runs(command.isEmpty() ? new String[0] : command.split(" "));

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void aVoteSaysHowManyMoreAreNeeded() {
        api.answer("GET /operator/reviews/" + ID, 200, OPEN)
                .answer(
                        "POST /operator/reviews/" + ID + "/decision",
                        200,
                        "{'state': 'VOTED', 'approvals': 1, 'approvalsRequired': 2, 'message': '1 more is needed.'}");

        assertThat(operator.runs("decide", ID, "approve", "--yes").out())
                .isEqualTo("Your vote counts, 1 of 2. 1 more is needed.\n");
    }

    @Test
    void aReviewThatIsOverIsNotDecidedAgain() {
        api.answer("GET /operator/reviews/" + ID, 200, DECIDED);

        Operator.Ran ran = operator.runs("decide", ID, "approve", "--yes", "--json");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err())
                .startsWith("{\"error\":\"already_decided\",\"message\":\"This review is decided. anna (iam, verified");
        assertThat(routes()).containsExactly("GET /operator/reviews/" + ID);
    }

    @Test
    void aReviewThatChangedSinceItWasLookedAtIsNotDecided() {
        api.answer("GET /operator/reviews/" + ID, 200, OPEN);

        Operator.Ran ran = operator.runs("decide", ID, "approve", "--yes", "--evidence", "digest-0");

        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(routes()).containsExactly("GET /operator/reviews/" + ID);
    }

    @Test
    void resendingSaysHowItWent() {
        api.answer(
                "POST /operator/reviews/" + ID + "/resend",
                200,
                "{'reviewId': 'x', 'attempt': 1, 'sns': true, 'slack': true}");

        assertThat(operator.runs("resend", ID).out())
                .isEqualTo("Sent again by SNS (mail, SMS, Slack workflow) and the Slack app.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | {'error': 'not_an_approver', 'message': 'You are not on the list.'} | 1 | not_an_approver | You are not on the list.",
                "409 | {'error': 'EXPIRED', 'message': 'Its time ran out.'} | 1 | EXPIRED | Its time ran out.",
                "404 | {'error': 'not_found', 'message': 'There is no such review.'} | 1 | not_found | There is no such review.",
                "403 | {'message': 'Forbidden'} | 3 | not_allowed | does not let this identity do that (403, Forbidden)",
                "404 | {'message': 'Not Found'} | 3 | not_an_api | is not there (404)",
                "429 | {'message': 'Too Many Requests'} | 3 | no_answer | answered 429: Too Many Requests. Try again.",
                "503 | {'error': 'reopening', 'message': 'Step Functions is busy.'} | 3 | reopening | answered 503: Step Functions is busy.",
                "200 | <html>Welcome</html> | 3 | no_answer | answered 200. Try again.",
                "301 | '' | 3 | no_answer | answered 301. Try again.",
            })
    void whatGoesWrongHasACodeAndASentence(int status, String body, int exitCode, String code, String message)
            throws Exception {
        api.answer("GET /operator/reviews/" + ID, status, body);

        Operator.Ran ran = operator.runs("show", ID, "--json");

        assertThat(ran.exitCode()).isEqualTo(exitCode);
        assertThat(ran.out()).isEmpty();
        JsonNode error = JSON.readTree(ran.err());
        assertThat(error.path("error").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).contains(message);
    }

    @Test
    void aWrongCommandLineIsJsonToo() throws Exception {
        Operator.Ran ran = operator.runs("list", "--json", "--al");

        assertThat(JSON.readTree(ran.err()).path("error").asText()).isEqualTo("usage");
    }

    @Test
    void anotherSecretIsNotLetIn() {
        assertThat(operator.withKey(FakeApi.ACCESS_KEY, "another").runs("list").exitCode())
                .isEqualTo(3);
    }

    @Test
    void withoutCredentialsNothingIsSent() {
        Operator.Ran ran = operator.withoutCredentials().runs("list");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).startsWith("There are no AWS credentials to sign with. Name a profile with --profile");
        assertThat(api.calls()).isEmpty();
    }

    @Test
    void aFaultOfTheProgramIsNotTakenForARefusal() throws Exception {
        Operator.Ran ran = operator.failing().runs("list", "--json");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(JSON.readTree(ran.err()).path("error").asText()).isEqualTo("fault");
    }

    @Test
    void anApiThatIsNotThereIsNotReachable() {
        api.close();

        Operator.Ran ran = operator.runs("list", "--json");

        assertThat(ran.exitCode()).isEqualTo(3);
        assertThat(ran.err()).startsWith("{\"error\":\"not_reachable\"");
    }

    private List<String> routes() {
        return api.calls().stream().map(FakeApi.Call::route).toList();
    }

    private static String list(String... reviews) {
        return "{'reviews': [" + String.join(", ", reviews) + "], 'truncated': false}";
    }

    private static String listed(String id, String state) {
        return "{'reviewId': '" + id + "', 'state': '" + state
                + "', 'subject': 'Rows look wrong', 'execution': 'nightly',"
                + " 'ageSeconds': 2820, 'secondsLeft': 83520, 'approvals': 1, 'approvalsRequired': 2, 'message': '1 more is needed.'}";
    }
}
