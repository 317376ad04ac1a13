package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** The operators' command line against {@code ./run-local --serve}, each as a process of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorIT {
    private static final Pattern PAGES = Pattern.compile("Pages and HTTP API +(http://\\S+)/_local/");

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Process> started = new ArrayList<>();
    private String api = "";
    private String machine = "";
    private SfnClient stepFunctions;

    @BeforeAll
    void serve() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Tools.runLocal("--serve")).redirectErrorStream(true);
        Process serving = builder.start();
        started.add(serving);
        api = url(serving.inputReader());
        JsonNode stack = Flow.json(get("/_local/stack"));
        machine = stack.path("stateMachineArn").asText();
        stepFunctions = SfnClient.builder()
                .endpointOverride(URI.create(stack.path("awsUrl").asText()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** Reads on in the background, so that whoever writes never waits. */
    private static String url(BufferedReader lines) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher matcher = PAGES.matcher(line);
            if (matcher.find()) {
                Thread reader = new Thread(() -> lines.lines().forEach(unread -> {}), "run-local");
                reader.setDaemon(true);
                reader.start();
                return matcher.group(1);
            }
        }
        throw new AssertionError("./run-local --serve has ended without saying where it answers");
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (stepFunctions != null) {
            stepFunctions.close();
        }
        for (Process process : started) {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void aReviewIsListedShownSentAgainAndDecidedByWhoeverSigned() {
        String execution = start(Flow.input());
        String review = review(execution);
        OperatorCli anna = new OperatorCli(api, "anna");

        OperatorCli.Ran listed = anna.run("list");
        OperatorCli.Ran shown = anna.run("show", review.substring(0, 12));
        int before = messages();
        OperatorCli.Ran sent = anna.run("resend", review, "--json");
        OperatorCli.Ran decided = anna.run("decide", review, "approve-clean", "--comment", "Looks right.", "--yes");

        assertThat(listed.out()).contains("REVIEW ", review, "rows look wrong");
        assertThat(shown.out())
                .contains(
                        name(execution),
                        "Asked for by  ",
                        "tests@example.com",
                        "Facts",
                        "Flagged rows by reason",
                        "sha256 ");
        assertThat(sent.exitCode()).as(sent.err()).isZero();
        assertThat(sent.json().path("sns").asBoolean()).isTrue();
        assertThat(messages()).isGreaterThan(before);
        assertThat(decided.exitCode()).as(decided.err()).isZero();
        assertThat(decided.out())
                .contains(OperatorCli.arn("anna"), "has approved without the flagged rows it", "Looks right.");
        DescribeExecutionResponse end = end(execution);
        assertThat(end.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        JsonNode output = Flow.json(end.output());
        assertThat(output.path("publish").asText()).isEqualTo("CLEAN");
        assertThat(output.at("/decision/reviewer").toString())
                .isEqualTo("{\"name\":\"anna\",\"id\":\"" + OperatorCli.arn("anna")
                        + "\",\"via\":\"iam\",\"verified\":true}");
    }

    @Test
    void aReviewIsDecidedOnceAndItsMessageIsNotSentAgainAfterwards() {
        String execution = start(Flow.input());
        String review = review(execution);
        OperatorCli anna = new OperatorCli(api, "anna");
        OperatorCli ben = new OperatorCli(api, "ben");

        OperatorCli.Ran rejected = anna.run("decide", review, "reject", "--comment", "Cut off.", "--yes", "--json");
        OperatorCli.Ran late = ben.run("decide", review, "approve", "--yes", "--json");
        OperatorCli.Ran again = ben.run("resend", review, "--json");

        assertThat(rejected.json().path("state").asText()).isEqualTo("DECIDED");
        assertThat(end(execution).error()).isEqualTo("ReviewRejected");
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.error().path("error").asText()).isEqualTo("already_decided");
        assertThat(late.error().path("message").asText()).contains("anna", "rejected", "Cut off.");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(states(ben.run("list", "--json"), review)).isEmpty();
        assertThat(states(ben.run("list", "--all", "--json"), review)).containsExactly("DECIDED");
        assertThat(ben.run("show", review).out()).contains("Decision", "rejected", "Cut off.");
    }

    @Test
    void approversOfWhomTwoAreNeededVoteOneAfterTheOther() {
        ObjectNode input = Flow.input();
        input.withObject("/review")
                .put("approvalsRequired", 2)
                .putArray("approvers")
                .add(OperatorCli.arn("anna"))
                .add(OperatorCli.arn("ben"));
        String execution = start(input);
        String review = review(execution);

        OperatorCli.Ran stranger = new OperatorCli(api, "eve").run("decide", review, "approve", "--yes", "--json");
        OperatorCli.Ran first = new OperatorCli(api, "anna").run("decide", review, "approve", "--yes");
        OperatorCli.Ran votes = new OperatorCli(api, "eve").run("show", review);
        OperatorCli.Ran second = new OperatorCli(api, "ben").run("decide", review, "approve", "--yes");

        assertThat(stranger.exitCode()).as(stranger.out()).isEqualTo(1);
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("Your vote counts, 1 of 2. ");
        assertThat(votes.out())
                .contains("2 people are needed", "anna (iam, verified, " + OperatorCli.arn("anna") + ")");
        assertThat(second.out()).contains(OperatorCli.arn("ben"));
        JsonNode output = Flow.json(end(execution).output());
        assertThat(output.at("/decision/approvals").findValuesAsText("id"))
                .containsExactly(OperatorCli.arn("anna"), OperatorCli.arn("ben"));
    }

    @Test
    void whatNobodyHasSignedIsNotLetIn() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(api + "/operator/reviews")).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
    }

    private String start(JsonNode input) {
        return stepFunctions
                .startExecution(b -> b.stateMachineArn(machine).input(input.toString()))
                .executionArn();
    }

    private DescribeExecutionResponse end(String execution) {
        return Flow.eventually(
                "the execution ends",
                () -> Optional.of(stepFunctions.describeExecution(b -> b.executionArn(execution)))
                        .filter(d -> d.status() != ExecutionStatus.RUNNING));
    }

    /** Waits until a review is asked for, and returns its id. */
    private String review(String execution) {
        return Flow.eventually("the review is asked for", () -> {
            for (JsonNode message : Flow.json(get("/_local/messages"))) {
                Flow.Sent sent = new Flow.Sent(message);
                if (sent.slack("execution").equals(name(execution))) {
                    return Optional.of(sent.reviewId());
                }
            }
            return Optional.empty();
        });
    }

    private static List<String> states(OperatorCli.Ran list, String review) {
        List<String> states = new ArrayList<>();
        for (JsonNode listed : list.json().path("reviews")) {
            if (listed.path("reviewId").asText().equals(review)) {
                states.add(listed.path("state").asText());
            }
        }
        return states;
    }

    private int messages() {
        return Flow.json(get("/_local/messages")).size();
    }

    private String get(String path) {
        try {
            return http.send(
                            HttpRequest.newBuilder(URI.create(api + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(String execution) {
        return execution.substring(execution.lastIndexOf(':') + 1);
    }
}
