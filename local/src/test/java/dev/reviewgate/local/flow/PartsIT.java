package dev.reviewgate.local.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** A dataset that is more than one call may take is screened in parts, by itself, and reviewed and published as any other. */
class PartsIT extends FlowTest {
    private static final int ROWS = 6_000;
    private static final Map<String, String> SMALL = Map.of("LARGEST_FILE_BYTES", "100000", "PART_BYTES", "60000");

    @Override
    @BeforeAll
    void start() {
        flow = new Flow(
                options -> options.withEnvironment(Map.of("DatasetGenerator", SMALL, "DatasetScreener", SMALL)));
    }

    @AfterAll
    void stop() {
        if (flow != null) {
            flow.close();
        }
    }

    @Test
    void whatIsFlaggedInPartsIsWhatOneCallFlags() {
        String file = customers(1, ROWS);
        JsonNode inParts;
        JsonNode inOne;
        String cleanParts;
        String flaggedParts;

        String execution = start(flow, "incoming/big/customers.csv", file);
        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL"));
        JsonNode output = published(flow, execution);
        inParts = Flow.json(flow.object(
                output.at("/evidence/report/bucket").asText(),
                output.at("/evidence/report/key").asText()));
        cleanParts = bodies(flow, manifest(flow, output.at("/evidence/clean")));
        flaggedParts = bodies(flow, manifest(flow, output.at("/evidence/flagged")));
        Flow single = Flow.shared();
        String reference = start(single, "incoming/big/customers.csv", file);
        single.send(single.open(single.request(reference).approve()).by("Ada").with("publish", "ALL"));
        JsonNode one = published(single, reference);
        inOne = Flow.json(single.object(
                one.at("/evidence/report/bucket").asText(),
                one.at("/evidence/report/key").asText()));

        assertThat(output.at("/evidence/inParts").asBoolean()).isTrue();
        assertThat(one.at("/evidence/inParts").asBoolean()).isFalse();
        assertThat(flaggedParts).isEqualTo(body(object(single, one.at("/evidence/flagged"))));
        assertThat(cleanParts).isEqualTo(body(object(single, one.at("/evidence/clean"))));
        assertThat(without(inParts, "source", "screenedAt")).isEqualTo(without(inOne, "source", "screenedAt"));
        assertThat(inParts.at("/reasons").findValuesAsText("reason"))
                .contains("MISSING", "UNPARSABLE", "OUTLIER", "DUPLICATE_ID", "RAGGED_ROW");
    }

    @Test
    void anApprovalPublishesEveryPartAsItWasReviewedAndTheManifestLast() {
        String file = customers(7, ROWS);

        String execution = start(flow, "incoming/all/customers.csv", file);
        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL"));

        JsonNode output = published(flow, execution);
        JsonNode parts = Flow.json(flow.object(
                output.at("/published/bucket").asText(),
                output.at("/published/key").asText()));
        assertThat(parts.size()).isGreaterThan(3);
        assertThat(publishedBodies(output, parts)).isEqualTo(body(file));
        assertThat(flow.messages(execution))
                .extracting(Flow.Sent::kind)
                .containsExactly("review-requested", "review-approved");
    }

    @Test
    void anApprovalOfTheCleanRowsPublishesThemOnlyAndTheTwoTogetherAreTheDataset() {
        String file = customers(9, ROWS);

        String execution = start(flow, "incoming/clean/customers.csv", file);
        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "CLEAN"));

        JsonNode output = published(flow, execution);
        JsonNode parts = Flow.json(flow.object(
                output.at("/published/bucket").asText(),
                output.at("/published/key").asText()));
        String clean = publishedBodies(output, parts);
        assertThat(clean).isEqualTo(bodies(flow, manifest(flow, output.at("/evidence/clean"))));
        assertThat(together(clean, bodies(flow, manifest(flow, output.at("/evidence/flagged")))))
                .isEqualTo(body(file));
        assertThat(clean.lines().count())
                .isEqualTo(output.at("/summary/rows").asLong()
                        - output.at("/summary/flaggedRows").asLong());
    }

    @Test
    void aDatasetOfSeveralFilesIsScreenedAsOne() {
        String whole = customers(11, ROWS);
        List<String> lines = whole.lines().toList();
        String header = lines.get(0) + "\n";
        String bucket = flow.stack().datasetBucket();
        put(flow, "incoming/many/b.csv", header + String.join("\n", lines.subList(2_001, lines.size())) + "\n");
        put(flow, "incoming/many/a.csv", header + String.join("\n", lines.subList(1, 2_001)) + "\n");
        put(flow, "incoming/many/_SUCCESS", "");
        ObjectNode input = Flow.input();
        input.remove("dataset");
        input.withObject("/dataset/source").put("bucket", bucket).put("prefix", "incoming/many/");

        String execution = flow.start(input);
        flow.send(flow.open(flow.request(execution).approve()).by("Ada").with("publish", "ALL"));

        JsonNode output = published(flow, execution);
        assertThat(output.at("/summary/rows").asInt()).isEqualTo(ROWS);
        assertThat(bodies(flow, manifest(flow, output.at("/evidence/dataset")))).isEqualTo(body(whole));
    }

    @Test
    void filesWhoseHeadersDifferAreRefusedByName() {
        put(flow, "incoming/mixed/1.csv", "id,height_cm\n1,170\n2,171\n");
        put(flow, "incoming/mixed/2.csv", "id,weight_kg\n3,70\n4,71\n");
        ObjectNode input = Flow.input();
        input.remove("dataset");
        input.withObject("/dataset/source").put("prefix", "incoming/mixed/");

        String execution = flow.start(input);

        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.error()).isEqualTo("InvalidDataset");
        assertThat(end.cause()).contains("incoming/mixed/1.csv", "incoming/mixed/2.csv");
        assertNothingPublished(execution);
    }

    @Test
    void aPartThatCannotBeReadFailsTheWholeWithFileBytesAndLine() {
        String file = customers(13, ROWS);
        int middle = file.indexOf('\n', file.length() * 3 / 8) + 1;
        String broken = file.substring(0, middle) + "C0,\"never closed,1,2\n" + file.substring(middle);

        String execution = start(flow, "incoming/broken/customers.csv", broken);

        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.error()).isEqualTo("InvalidDataset");
        assertThat(end.cause()).contains("incoming/broken/customers.csv", "bytes ", "line ");
        assertNothingPublished(execution);
    }

    @Test
    void aRowOfSeveralLinesIsRefusedInAFileThatIsCut() {
        String file = customers(15, ROWS);
        int middle = file.indexOf('\n', file.length() * 3 / 8) + 1;
        String broken = file.substring(0, middle) + "C0,\"two\nlines\",170,2020-01-01\n" + file.substring(middle);

        String execution = start(flow, "incoming/lines/customers.csv", broken);

        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.error()).isEqualTo("InvalidDataset");
        assertThat(end.cause()).contains("incoming/lines/customers.csv", "line ", "several lines");
        assertNothingPublished(execution);
    }

    /** Accidents on both sides of every range border: an identifier comes again 3,000 rows later, in another part. */
    private static String customers(int seed, int rows) {
        StringBuilder csv = new StringBuilder("customer_id,name,height_cm,signup\n");
        for (int i = 0; i < rows; i++) {
            int id = i >= 3_000 && i < 3_200 ? i - 3_000 : i;
            double height = 170 + 10 * Math.sin(seed + i * 12.9898);
            String tall = i % 97 == 3 ? "1.75" : i % 101 == 5 ? "tall" : String.format("%.1f", height);
            csv.append('C')
                    .append(id)
                    .append(',')
                    .append(i % 89 == 7 ? "" : "\"Customer, " + i % 977 + "\"")
                    .append(',')
                    .append(tall)
                    .append(',')
                    .append("2019-0")
                    .append(1 + i % 9)
                    .append("-1")
                    .append(i % 10)
                    .append(i % 103 == 11 ? ",too much\n" : "\n");
        }
        return csv.toString();
    }

    private static String start(Flow flow, String key, String file) {
        put(flow, key, file);
        ObjectNode input = Flow.input();
        input.remove("dataset");
        input.withObject("/dataset/source").put("key", key);
        return flow.start(input);
    }

    private static void put(Flow flow, String key, String content) {
        flow.s3.putObject(b -> b.bucket(flow.stack().datasetBucket()).key(key), RequestBody.fromString(content));
    }

    private static JsonNode published(Flow flow, String execution) {
        DescribeExecutionResponse end = flow.end(execution);
        assertThat(end.status()).as(end.error() + ": " + end.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        return Flow.json(end.output());
    }

    private void assertNothingPublished(String execution) {
        String name = execution.substring(execution.lastIndexOf(':') + 1);
        assertThat(flow.keys(flow.stack().datasetBucket(), "datasets/" + name + "/"))
                .isEmpty();
        assertThat(flow.keys(flow.stack().datasetBucket(), "published/" + name + "/"))
                .isEmpty();
        assertThat(flow.messages(execution)).isEmpty();
    }

    private static JsonNode manifest(Flow flow, JsonNode evidence) {
        String content = object(flow, evidence);
        assertThat(sha256(content)).isEqualTo(evidence.path("sha256").asText());
        return Flow.json(content);
    }

    private static String object(Flow flow, JsonNode file) {
        return flow.s3
                .getObjectAsBytes(b -> b.bucket(file.path("bucket").asText())
                        .key(file.path("key").asText())
                        .versionId(file.path("versionId").asText()))
                .asString(UTF_8);
    }

    private static String bodies(Flow flow, JsonNode parts) {
        StringBuilder bodies = new StringBuilder();
        for (JsonNode part : parts) {
            String content = object(flow, part);
            assertThat(sha256(content)).isEqualTo(part.path("sha256").asText());
            assertThat(content.getBytes(UTF_8)).hasSize(part.path("bytes").asInt());
            assertThat(body(content).lines().count())
                    .isEqualTo(part.path("rows").asLong());
            bodies.append(body(content));
        }
        return bodies.toString();
    }

    private String publishedBodies(JsonNode output, JsonNode parts) {
        String folder = output.at("/published/key").asText();
        folder = folder.substring(0, folder.lastIndexOf('/') + 1);
        StringBuilder bodies = new StringBuilder();
        for (JsonNode part : parts) {
            String content = flow.object(
                    output.at("/published/bucket").asText(),
                    folder + part.path("name").asText());
            assertThat(sha256(content)).isEqualTo(part.path("sha256").asText());
            bodies.append(body(content));
        }
        return bodies.toString();
    }

    private static String body(String file) {
        return file.substring(file.indexOf('\n') + 1);
    }

    /** Puts the flagged rows back where their numbers say they were. */
    private static String together(String clean, String flagged) {
        List<String> rows = new ArrayList<>(clean.lines().toList());
        for (String row : flagged.lines().toList()) {
            int number = Integer.parseInt(row.substring(0, row.indexOf(',')));
            rows.add(number - 1, row.substring(row.lastIndexOf(",C") + 1));
        }
        return String.join("\n", rows) + "\n";
    }

    private static JsonNode without(JsonNode json, String... fields) {
        return ((ObjectNode) json.deepCopy()).without(List.of(fields));
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
