package dev.reviewgate.local.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** A bad input is answered by a message that names the field, the value and what is allowed, and leaves nothing behind. */
class BadInputIT extends FlowTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"review": {"timeoutSeconds": -5}}                          | review.timeoutSeconds | -5
                    {"review": {"timeoutSeconds": 400000, "reminders": 3}}      | review.timeoutSeconds | 604800
                    {"review": {"onTimeout": "APPROVE"}}                        | review.onTimeout      | PUBLISH_CLEAN
                    {"review": {"threshold": 6}}                                | review.threshold      | 6
                    {"dataset": {"rows": "many"}}                               | dataset.rows          | many
                    {"dataset": {"anomalyRate": 2}}                             | dataset.anomalyRate   | 2
                    {"dataset": {"row": 5}}                                     | dataset.row           | rows
                    {"dataset": {"rows": 5, "source": {"key": "incoming/x"}}}   | dataset.source        | rows
                    {"datasets": {}}                                            | datasets              | dataset
                    [1, 2]                                                      | [1,2]                 | object
                    """)
    void aWrongExecutionInputIsRefusedBeforeAnythingIsWritten(String input, String field, String named) {
        String execution = flow.start(Flow.json(input));

        DescribeExecutionResponse end = flow.end(execution);

        assertThat(end.error()).isEqualTo("InvalidInput");
        assertThat(end.cause()).contains(field, named).doesNotContain("stackTrace");
        assertNothingWritten(execution);
    }

    @Test
    void aFileThatCannotBeScreenedIsRefusedWithLineAndReason() {
        String bucket = flow.stack().datasetBucket();
        flow.s3.putObject(
                b -> b.bucket(bucket).key("incoming/broken.csv"),
                RequestBody.fromString("id,name\n1,\"never closed\n"));
        ObjectNode input = Flow.input();
        input.remove("dataset");
        input.putObject("dataset").putObject("source").put("key", "incoming/broken.csv");
        ObjectNode missing = input.deepCopy();
        missing.withObject("/dataset/source").put("bucket", bucket).put("key", "incoming/nowhere.csv");

        String broken = flow.start(input);
        String nowhere = flow.start(missing);

        assertThat(flow.end(broken).error()).isEqualTo("InvalidDataset");
        assertThat(flow.end(broken).cause()).containsIgnoringCase("line 2");
        assertThat(flow.end(nowhere).error()).isEqualTo("InvalidDataset");
        assertThat(flow.end(nowhere).cause()).contains(bucket, "incoming/nowhere.csv");
        assertNothingWritten(broken);
        assertNothingWritten(nowhere);
    }

    @Test
    void aWrongFormIsShownAgainWithWhatIsWrong() {
        String execution = flow.start(Flow.input());
        Flow.Sent request = flow.request(execution);
        Form approve = flow.open(request.approve());
        Form reject = flow.open(request.reject());

        HttpResponse<String> nameless = flow.send(approve.with("name", "  ").with("publish", "ALL"));
        HttpResponse<String> unknownPublish = flow.send(approve.by("Ada").with("publish", "SOME"));
        HttpResponse<String> unexplained = flow.send(reject.by("Ada").with("comment", " "));
        HttpResponse<String> tooLong = flow.send(reject.by("Ada").with("comment", "x".repeat(2001)));
        HttpResponse<String> json = flow.send(
                "POST",
                approve.action(),
                approve.by("Ada").with("publish", "SOME").body(),
                "Accept",
                "application/json");

        for (HttpResponse<String> answer : java.util.List.of(nameless, unknownPublish, unexplained, tooLong, json)) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        }
        assertThat(tooLong.body()).contains("2,000");
        assertThat(json.body()).contains("publish", "ALL", "CLEAN");
        assertThat(flow.send("POST", approve.action(), "x".repeat(200_000)).statusCode())
                .isEqualTo(413);
        assertThat(flow.send("PUT", request.approve(), "a=b").statusCode()).isEqualTo(405);
        assertThat(flow.get(flow.stack().apiUrl() + "/nowhere").statusCode()).isEqualTo(404);
        assertThat(flow.describe(execution).statusAsString()).isEqualTo("RUNNING");
    }

    private void assertNothingWritten(String execution) {
        String name = execution.substring(execution.lastIndexOf(':') + 1);
        assertThat(flow.keys(flow.stack().datasetBucket(), "datasets/" + name + "/"))
                .isEmpty();
        assertThat(flow.keys(flow.stack().datasetBucket(), "published/" + name + "/"))
                .isEmpty();
        assertThat(flow.messages(execution)).isEmpty();
    }
}
