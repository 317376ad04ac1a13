package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.dataset.report.ReportSchema;
import dev.reviewgate.dataset.synthetic.CustomerGenerator;
import dev.reviewgate.dataset.synthetic.CustomerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

class GenerateDatasetHandlerTest {
    private static final String SOURCE_KEY = "incoming/acme/customers.csv";
    private static final String SCREEN =
            "{\"dataset\": {\"source\": {\"bucket\": \"%s\", \"key\": \"%s\"}}}".formatted(Fixture.BUCKET, SOURCE_KEY);

    @TempDir
    Path temporary;

    private final FakeS3 s3 = new FakeS3();

    @AfterEach
    void noTemporaryFileIsLeft() throws IOException {
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void sampleEventMakesADatasetAndItsEvidence() throws IOException {
        var result = handler().handle(Fixture.event("generate.json"));

        var summary = result.get("summary");
        assertThat(summary.get("rows").asLong()).isEqualTo(100_000);
        assertThat(summary.get("anomalyShare").asDouble()).isBetween(0.07, 0.09);
        assertThat(summary.get("flaggedRows").asLong())
                .isEqualTo(Math.round(summary.get("anomalyShare").asDouble() * 100_000));
        assertThat(fieldNames(summary.get("byReason")))
                .contains("OUTLIER", "DUPLICATE_ID", "MISSING", "UNPARSABLE", "RAGGED_ROW");
        assertThat(summary.get("fileFindings")).isEmpty();
        assertThat(summary.get("feedKey").isNull()).isTrue();
        assertThat(summary.get("feed").isNull()).isTrue();
        assertThat(summary.at("/byColumn/height_cm").asLong()).isPositive();
        assertThat(result.get("review"))
                .isEqualTo(json("{\"threshold\": 0.06, \"timeoutSeconds\": 86400, \"reminders\": 1,"
                        + " \"onTimeout\": \"REJECT\", \"requestedBy\": \"etl@example.com\", \"policy\": {}}"));
        assertThat(fieldNames(result)).containsExactly("evidence", "summary", "review");
    }

    @Test
    void evidenceNamesTheUploadedVersionsAndTheirBytes() throws IOException {
        var result = handler().handle(Fixture.event("generate.json"));

        assertThat(s3.versions()).hasSize(5);
        var names = Map.of(
                "dataset", "dataset.csv",
                "clean", "clean.csv",
                "flagged", "flagged.csv",
                "report", "report.json",
                "reportHtml", "report.html");
        assertThat(fieldNames(result.get("evidence"))).containsExactlyInAnyOrderElementsOf(names.keySet());
        for (var file : names.keySet()) {
            var evidence = result.at("/evidence/" + file);
            var uploaded = s3.only("/" + names.get(file));
            assertThat(evidence.get("bucket").asText()).isEqualTo(Fixture.BUCKET);
            assertThat(evidence.get("key").asText()).isEqualTo("datasets/sample-generate/" + names.get(file));
            assertThat(evidence.get("versionId").asText()).isEqualTo(uploaded.versionId());
            assertThat(evidence.get("bytes").asLong()).isEqualTo(uploaded.bytes().length);
            assertThat(Base64.getEncoder()
                            .encodeToString(HexFormat.of()
                                    .parseHex(evidence.get("sha256").asText())))
                    .isEqualTo(FakeS3.sha256(uploaded.bytes()));
        }
        assertThat(s3.only("dataset.csv").contentType()).isEqualTo("text/csv; charset=utf-8");
        assertThat(s3.only("report.json").contentType()).isEqualTo("application/json");
        assertThat(s3.only("report.html").contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(s3.only("report.html").text()).startsWith("<!DOCTYPE html>").contains("height_cm");
    }

    @Test
    void reportHasTheShapeThatReviewersArePromised() throws IOException {
        var result = handler().handle(Fixture.event("generate.json"));

        var report = json(s3.only("report.json").text());
        assertThat(fieldNames(report))
                .containsExactly(
                        "schema",
                        "rows",
                        "flaggedRows",
                        "anomalyShare",
                        "screenedAt",
                        "source",
                        "format",
                        "comparedWith",
                        "history",
                        "content",
                        "fileFindings",
                        "reasons",
                        "columns",
                        "examples");
        assertThat(report.get("schema").asText()).isEqualTo("https://reviewgate.dev/schemas/report-2.json");
        assertThat(report.get("screenedAt").asText()).isEqualTo("2026-11-22T09:00:00Z");
        assertThat(report.get("format"))
                .isEqualTo(json("{\"kind\": \"CSV\", \"delimiter\": \",\", \"header\": true, \"charset\": \"UTF-8\","
                        + " \"decimalComma\": false, \"gzip\": false}"));
        assertThat(report.get("comparedWith").isNull()).isTrue();
        assertThat(report.get("source"))
                .isEqualTo(json("{\"kind\": \"GENERATED\", \"seed\": 42, \"anomalyRate\": 0.08}"));
        assertThat(report.get("flaggedRows")).isEqualTo(result.at("/summary/flaggedRows"));
        var height = report.get("columns").get(7);
        assertThat(fieldNames(height))
                .containsExactly(
                        "name",
                        "type",
                        "declared",
                        "required",
                        "filled",
                        "flaggedRows",
                        "missing",
                        "unparsable",
                        "outOfRange",
                        "outliers",
                        "unknownCategories",
                        "patternMismatches",
                        "duplicates",
                        "futureDates",
                        "encodingDamages",
                        "statistics",
                        "histogram",
                        "distribution",
                        "padded",
                        "dates",
                        "frequent",
                        "shift");
        assertThat(fieldNames(height.get("statistics")))
                .containsExactly(
                        "count",
                        "min",
                        "max",
                        "mean",
                        "median",
                        "mad",
                        "q05",
                        "q25",
                        "q75",
                        "q95",
                        "scale",
                        "threshold",
                        "lowerFence",
                        "upperFence",
                        "exact");
        assertThat(fieldNames(height.get("histogram")))
                .containsExactly("from", "to", "counts", "below", "above", "flagged", "flaggedBelow", "flaggedAbove");
        assertThat(height.at("/histogram/counts")).hasSize(24);
        assertThat(height.at("/histogram/flagged")).hasSize(24);
        assertThat(report.at("/columns/1/statistics").isNull()).isTrue();
        assertThat(fieldNames(height.get("distribution"))).containsExactly("kind", "edges", "counts", "missing");
        assertThat(fieldNames(report.at("/columns/2/distribution")))
                .containsExactly("kind", "values", "other", "missing");
        assertThat(report.get("examples")).hasSize(20);
        var example = report.get("examples").get(0);
        assertThat(fieldNames(example)).containsExactly("row", "values", "findings");
        assertThat(fieldNames(example.get("findings").get(0))).containsExactly("column", "reason", "value", "expected");
        assertThat(report.at("/examples").findValuesAsText("reason"))
                .contains("OUTLIER", "DUPLICATE_ID", "MISSING", "UNPARSABLE", "RAGGED_ROW");
    }

    @Test
    void emptyInputTakesEveryDefaultFromTheEnvironment() throws IOException {
        var result = handler().handleInput("{}");

        assertThat(result.at("/summary/rows").asLong()).isEqualTo(2_000);
        assertThat(json(s3.only("report.json").text()).get("source"))
                .isEqualTo(json("{\"kind\": \"GENERATED\", \"seed\": 7, \"anomalyRate\": 0.08}"));
        assertThat(result.get("review"))
                .isEqualTo(json("{\"threshold\": 0.06, \"timeoutSeconds\": 3600, \"reminders\": 1,"
                        + " \"onTimeout\": \"REJECT\", \"requestedBy\": null, \"policy\": {}}"));
    }

    @Test
    void whatTheInputSaysAboutWhoMayDecideComesBackAsAPolicy() throws IOException {
        var input = new String(Fixture.event("start-quorum.json"), StandardCharsets.UTF_8);

        var result = handler().handleInput(input);

        assertThat(result.at("/review/policy"))
                .isEqualTo(json("{\"approvers\": [\"U0ANNA\", \"U0BEN\", \"U0CHLOE\"], \"approvalsRequired\": 2}"));
    }

    @Test
    void eachRuleAboutWhoMayDecideCanBeSaid() throws IOException {
        var result = handler()
                .handleInput("{\"review\": {\"requestedBy\": \"U0ETL\", \"requesterMayDecide\": false,"
                        + " \"requireVerified\": true, \"approvalsRequired\": 3, \"approvers\": [\"S0LEADS\","
                        + " \"arn:aws:iam::123456789012:user/anna\"]}}");

        assertThat(result.at("/review/policy"))
                .isEqualTo(json("{\"approvers\": [\"S0LEADS\", \"arn:aws:iam::123456789012:user/anna\"],"
                        + " \"requireVerified\": true, \"requesterMayDecide\": false, \"approvalsRequired\": 3}"));
    }

    @Test
    void sampleEventScreensAPushedFile() throws IOException {
        var file = generate(2_000, 11, 0.08);
        s3.with(Fixture.BUCKET, SOURCE_KEY, file);

        var result = handler().handle(Fixture.event("screen.json"));

        assertThat(s3.only("dataset.csv").bytes()).isEqualTo(file);
        assertThat(s3.only("dataset.csv").key()).isEqualTo("datasets/sample-screen/dataset.csv");
        assertThat(result.at("/summary/anomalyShare").asDouble()).isBetween(0.06, 0.1);
        assertThat(json(s3.only("report.json").text()).get("source"))
                .isEqualTo(json("{\"kind\": \"SCREENED\", \"bucket\": \"%s\", \"key\": \"%s\", \"versionId\": \"v1\","
                                .formatted(Fixture.BUCKET, SOURCE_KEY)
                        + " \"feed\": \"%s/incoming/acme/\"}".formatted(Fixture.BUCKET)));
    }

    @Test
    void latestVersionOfThePushedFileIsScreenedAndNamed() throws IOException {
        s3.with(Fixture.BUCKET, SOURCE_KEY, bytes("id,x\n1,1\n"));
        s3.with(Fixture.BUCKET, SOURCE_KEY, bytes("id,x\n1,1\n2,2\n"));

        var result = handler().handleInput(SCREEN);

        assertThat(result.at("/summary/rows").asLong()).isEqualTo(2);
        assertThat(json(s3.only("report.json").text()).at("/source/versionId").asText())
                .isEqualTo("v2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataset.csv", "clean.csv", "flagged.csv", "report.json", "report.html"})
    void failedUploadLeavesNothingBehind(String refused) {
        s3.refusingPuts(put -> put.key().endsWith(refused));

        assertThatThrownBy(() -> handler().handleInput("{}")).isInstanceOf(S3Exception.class);

        assertThat(s3.versions()).isEmpty();
    }

    @Test
    void cleanUpThatFailsIsLoggedAndHidesNothing() {
        s3.refusingPuts(put -> put.key().endsWith("report.json")).refusingDeletes();
        var handler = handler();

        assertThatThrownBy(() -> handler.handleInput("{}"))
                .isInstanceOf(S3Exception.class)
                .hasMessageContaining("SlowDown");

        assertThat(handler.log()).contains("Half-written evidence could not be deleted", "\"versionId\":\"v3\"");
    }

    @Test
    void bucketWithoutVersioningIsAFaultThatSaysSo() {
        s3.withoutVersioning();

        assertThatThrownBy(() -> handler().handleInput("{}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Fixture.BUCKET)
                .hasMessageContaining("no versioning");

        assertThat(s3.versions()).isEmpty();
    }

    @Test
    void missingSourceIsNamed() {
        assertThatThrownBy(() -> handler().handleInput(SCREEN))
                .isInstanceOf(InvalidDataset.class)
                .hasMessage("s3://" + Fixture.BUCKET + "/" + SOURCE_KEY + ": there is no such object");
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDenied, access denied",
        "NoSuchBucket, no such bucket",
        "InvalidObjectState, archived",
        "PermanentRedirect, another region"
    })
    void sourceThatCannotBeReadIsNamedWithTheReason(String code, String reason) {
        s3.refusingGets(code);

        assertThatThrownBy(() -> handler().handleInput(SCREEN))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageStartingWith("s3://" + Fixture.BUCKET + "/" + SOURCE_KEY + ": ")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ExpiredToken", "RequestTimeTooSkewed"})
    void faultOfOurOwnIsNotBlamedOnTheFile(String code) {
        s3.refusingGets(code);

        assertThatThrownBy(() -> handler().handleInput(SCREEN)).isInstanceOf(S3Exception.class);
    }

    @Test
    void downloadThatEndsEarlyIsAFault() {
        s3.with(Fixture.BUCKET, SOURCE_KEY, bytes("id\n1\n")).claimingExtraBytes(1);

        assertThatThrownBy(() -> handler().handleInput(SCREEN))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("after 5 of 6 bytes");
        assertThat(s3.versions()).hasSize(1);
    }

    @Test
    void fileThatIsTooLargeForTheStorageIsRefusedBeforeItIsRead() {
        s3.with(Fixture.BUCKET, SOURCE_KEY, bytes("id\n1\n")).claimingExtraBytes(1L << 50);

        assertThatThrownBy(() -> handler().handleInput(SCREEN))
                .isInstanceOf(DatasetTooLarge.class)
                .hasMessageContaining("1,125,899,906,842,629 bytes")
                .hasMessageContaining("files of at most ");
    }

    @Test
    void logIsOneJsonObjectALineWithoutARow() throws IOException {
        s3.with(Fixture.BUCKET, SOURCE_KEY, bytes("id,name\n1,Secretive\n1,Secretive\n"));
        var handler = handler();

        handler.handleInput(SCREEN);

        var lines = handler.log().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("No earlier report to compare with");
        var finished = json(lines.get(2));
        assertThat(finished.get("time").asText()).isEqualTo("2026-11-22T09:00:00Z");
        assertThat(finished.get("level").asText()).isEqualTo("INFO");
        assertThat(finished.get("message").asText()).isEqualTo("Dataset finished");
        assertThat(finished.get("execution").asText()).isEqualTo("e1");
        assertThat(finished.get("rows").asLong()).isEqualTo(2);
        assertThat(finished.get("flaggedRows").asLong()).isEqualTo(2);
        assertThat(finished.get("ms").isNumber()).isTrue();
        assertThat(handler.log()).doesNotContain("Secretive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev.reviewgate.dataset.InvalidInput", "dev.reviewgate.dataset.InvalidDataset"})
    void errorsHaveTheNamesThatTheStateMachineCatches(String name) throws ClassNotFoundException {
        assertThat(Class.forName(name)).isPublic().isAssignableTo(RuntimeException.class);
    }

    @Test
    void summaryStaysSmallHoweverManyColumnsThereAre() throws IOException {
        var header = IntStream.range(0, 40).mapToObj(i -> "c" + i).collect(Collectors.joining(",")) + "\n";
        var full = "x,".repeat(39) + "x\n";
        var empty = "x," + ",".repeat(38) + "\n";
        s3.with(Fixture.BUCKET, SOURCE_KEY, bytes(header + full.repeat(99) + empty));

        var result = handler().handleInput(SCREEN);

        assertThat(result.at("/summary/byColumn")).hasSize(20);
        assertThat(json(s3.only("report.json").text())
                        .at("/columns/39/flaggedRows")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void packedFileIsPublishedAsItsContent() throws IOException {
        var content = generate(2_000, 11, 0.08);
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        s3.with(Fixture.BUCKET, SOURCE_KEY, packed.toByteArray());

        var result = handler().handleInput(SCREEN);

        assertThat(s3.only("dataset.csv").bytes()).isEqualTo(content);
        assertThat(result.at("/evidence/dataset/bytes").asLong()).isEqualTo(content.length);
        assertThat(json(s3.only("report.json").text()).at("/format/gzip").asBoolean())
                .isTrue();
    }

    @Test
    void jsonLinesKeepTheirShape() throws IOException {
        s3.with(Fixture.BUCKET, SOURCE_KEY, bytes("{\"id\": 1}\n{\"id\": 2}\n{\"id\": 1}\n"));

        handler().handleInput(SCREEN);

        assertThat(s3.only("dataset.jsonl").contentType()).isEqualTo("application/x-ndjson");
        assertThat(s3.only("clean.jsonl").text()).isEqualTo("{\"id\": 2}\n");
        assertThat(s3.only("flagged.jsonl").text().lines())
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(json(line).at("/record/id").asInt()).isEqualTo(1));
    }

    @Test
    void formatAndColumnsThatAreGivenHold() throws IOException {
        s3.with(Fixture.BUCKET, SOURCE_KEY, bytes("1;1,5\n2;7,5\n"));
        var input = "{\"dataset\": {\"source\": {\"key\": \"%s\", \"format\": {\"delimiter\": \";\", \"header\": false,"
                + " \"decimalComma\": true}}, \"columns\": [{\"name\": \"column_2\", \"max\": 5}]}}";

        var result = handler().handleInput(input.formatted(SOURCE_KEY));

        assertThat(result.at("/summary/byReason")).isEqualTo(json("{\"OUT_OF_RANGE\": 1}"));
        assertThat(s3.only("flagged.csv").text())
                .isEqualTo("2;\"OUT_OF_RANGE column_2: 7,5, expected no more than 5, as declared\";2;7,5\n");
    }

    @Test
    void nextDatasetOfAFeedIsComparedWithTheLastPublishedOne() throws IOException {
        s3.with(Fixture.BUCKET, SOURCE_KEY, generate(5_000, 1, 0));
        var first = handler().handleInput(SCREEN);
        var feedKey = first.at("/summary/feedKey").asText();
        var published = s3.only("report.json").bytes();
        s3.with(Fixture.BUCKET, feedKey, published);
        s3.with(Fixture.BUCKET, SOURCE_KEY, generate(1_000, 1, 0));

        var second = handler().handleInput(SCREEN);

        assertThat(feedKey).matches("latest/[0-9a-f]{64}/report\\.json");
        assertThat(first.at("/summary/fileFindings")).isEmpty();
        assertThat(second.at("/summary/fileFindings"))
                .isEqualTo(json("[\"1,000 rows, expected 3,430 to 8,070 rows (there were 5,000 last time)\"]"));
        var report = json(s3.latest("datasets/e1/report.json").text());
        assertThat(report.at("/comparedWith/key").asText()).isEqualTo(feedKey);
        assertThat(report.at("/comparedWith/rows").asLong()).isEqualTo(5_000);
        assertThat(report.at("/columns/6/shift").isNumber()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "incoming/acme/2026-11-22/customers.csv, incoming/acme/2026-11-23/customers.csv",
        "incoming/acme/2026/11/22/09/customers.csv, incoming/acme/2026/12/01/10/customers.csv",
        "incoming/acme/year=2026/week=47/customers.csv, incoming/acme/year=2026/week=48/customers.csv",
        "incoming/acme/customers-2026-11-22.csv, incoming/acme/customers-2026-11-23.csv",
        "incoming/acme/customers.csv, incoming/acme/2026-11-23/customers.csv",
    })
    void aDeliveryIsComparedWithThatOfAnotherDay(String yesterday, String today) throws IOException {
        s3.with(Fixture.BUCKET, yesterday, generate(5_000, 1, 0));
        s3.with(Fixture.BUCKET, today, generate(1_000, 1, 0));
        var first = screen(yesterday);
        s3.with(
                Fixture.BUCKET,
                first.at("/summary/feedKey").asText(),
                s3.only("report.json").bytes());

        var second = screen(today);

        assertThat(second.at("/summary/fileFindings/0").asText()).contains("there were 5,000 last time");
        assertThat(second.at("/summary/feed").asText()).isEqualTo(Fixture.BUCKET + "/incoming/acme/");
        assertThat(json(s3.latest("datasets/e1/report.json").text())
                        .at("/source/feed")
                        .asText())
                .isEqualTo(Fixture.BUCKET + "/incoming/acme/");
    }

    @Test
    void aReportUnderTheFormerNameOfAFeedIsComparedWithUntilThereIsOneUnderTheNewName() throws IOException {
        var folder = "incoming/acme/2026/11/";
        var former = Feed.named(Fixture.BUCKET + "/" + folder).reportKey();
        s3.with(Fixture.BUCKET, folder + "1.csv", generate(5_000, 1, 0));
        s3.with(Fixture.BUCKET, folder + "2.csv", generate(1_000, 1, 0));
        screen(folder + "1.csv");
        s3.with(Fixture.BUCKET, former, s3.only("report.json").bytes());

        var second = screen(folder + "2.csv");

        var report = s3.latest("datasets/e1/report.json");
        assertThat(json(report.text()).at("/comparedWith/key").asText()).isEqualTo(former);
        var feedKey = second.at("/summary/feedKey").asText();
        assertThat(feedKey)
                .isEqualTo(Feed.named(Fixture.BUCKET + "/incoming/acme/").reportKey());
        s3.with(Fixture.BUCKET, feedKey, report.bytes());
        assertThat(screen(folder + "2.csv").at("/summary/fileFindings"))
                .extracting(JsonNode::asText)
                .as("the other file had other rows, and five times as many")
                .containsExactly("the same rows as last time, expected others");
    }

    @Test
    void aLongFeedIsShortenedForMessages() throws IOException {
        var key = "incoming/" + "a".repeat(900) + "/customers.csv";
        s3.with(Fixture.BUCKET, key, bytes("id,x\n1,1\n"));

        assertThat(screen(key).at("/summary/feed").asText())
                .hasSize(200)
                .startsWith(Fixture.BUCKET + "/incoming/aaa")
                .endsWith("…");
    }

    @Test
    void theLastFivePublishedRunsOfAFeedAreToldTheNewestFirst() throws IOException {
        for (var run = 1; run <= 7; run++) {
            s3.with(Fixture.BUCKET, SOURCE_KEY, generate(1_000 + run, run, 0.02));
            var result = handler().handleInput(SCREEN);
            s3.with(
                    Fixture.BUCKET,
                    result.at("/summary/feedKey").asText(),
                    s3.latest("datasets/e1/report.json").bytes());
        }

        var report = json(s3.latest("datasets/e1/report.json").text());

        assertThat(report.get("history").findValuesAsText("rows"))
                .containsExactly("1006", "1005", "1004", "1003", "1002");
        assertThat(report.at("/history/0/rows")).isEqualTo(report.at("/comparedWith/rows"));
        assertThat(fieldNames(report.at("/history/0")))
                .containsExactly("screenedAt", "rows", "flaggedRows", "anomalyShare", "medians");
        assertThat(fieldNames(report.at("/history/4/medians")))
                .containsExactly("orders", "basket_eur", "height_cm", "satisfaction");
        assertThat(ReportSchema.problemsOfWriter(report)).isEmpty();
    }

    @Test
    void anEarlierRunThatCannotBeUnderstoodIsLeftOut() throws IOException {
        s3.with(Fixture.BUCKET, SOURCE_KEY, generate(1_000, 1, 0));
        var first = handler().handleInput(SCREEN);
        var published = (ObjectNode) json(s3.only("report.json").text());
        var runs = published.putArray("history");
        runs.add(7);
        runs.addObject()
                .put("screenedAt", "yesterday")
                .put("rows", 1)
                .put("flaggedRows", 0)
                .put("anomalyShare", 0);
        runs.addObject()
                .put("screenedAt", "2026-11-20T09:00:00Z")
                .put("rows", 8)
                .put("flaggedRows", 9)
                .put("anomalyShare", 0.5);
        runs.addObject()
                .put("screenedAt", "2026-11-19T09:00:00Z")
                .put("rows", 10)
                .put("flaggedRows", 1)
                .put("anomalyShare", 0.1)
                .putObject("medians")
                .put("orders", 3)
                .put("name", "Ada");
        s3.with(Fixture.BUCKET, first.at("/summary/feedKey").asText(), bytes(published.toString()));

        handler().handleInput(SCREEN);

        var report = json(s3.latest("datasets/e1/report.json").text());
        assertThat(report.get("history")).hasSize(2);
        assertThat(report.at("/history/1"))
                .isEqualTo(json("{\"screenedAt\": \"2026-11-19T09:00:00Z\", \"rows\": 10, \"flaggedRows\": 1,"
                        + " \"anomalyShare\": 0.1, \"medians\": {\"orders\": 3.0}}"));
    }

    @Test
    void aReportOfBeforeThereWasAHistoryIsItsFirstRun() throws IOException {
        s3.with(Fixture.BUCKET, SOURCE_KEY, generate(1_000, 1, 0));
        var first = handler().handleInput(SCREEN);
        var published = (ObjectNode) json(s3.only("report.json").text());
        published.remove("history");
        published.get("columns").forEach(column -> {
            if (column.get("histogram") instanceof ObjectNode histogram) {
                histogram.remove(List.of("flagged", "flaggedBelow", "flaggedAbove"));
            }
        });
        s3.with(Fixture.BUCKET, first.at("/summary/feedKey").asText(), bytes(published.toString()));

        handler().handleInput(SCREEN);

        assertThat(json(s3.latest("datasets/e1/report.json").text()).get("history"))
                .hasSize(1);
    }

    @Test
    void personalDataIsWhatTheInputCallsThat() throws IOException {
        s3.with(Fixture.BUCKET, SOURCE_KEY, bytes("name,age,city\nAda,36,Graz\n"));
        var input =
                "{\"dataset\": {\"source\": {\"key\": \"%s\"}, \"columns\": [{\"name\": \"name\", \"personal\": true},"
                        + " {\"name\": \"age\", \"personal\": false}]}}";

        handler().handleInput(input.formatted(SOURCE_KEY));

        var columns = json(s3.only("report.json").text()).get("columns");
        assertThat(columns.at("/0/personal")).isEqualTo(BooleanNode.TRUE);
        assertThat(columns.at("/1/personal")).isEqualTo(BooleanNode.FALSE);
        assertThat(columns.get(2).has("personal")).isFalse();
        assertThat(columns.at("/0/declared").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"not json", "{}", "{\"schema\": \"https://reviewgate.dev/schemas/report-1.json\", \"rows\": 1}"})
    void reportThatCannotBeUnderstoodIsComparedWithNothing(String published) throws IOException {
        s3.with(Fixture.BUCKET, Feed.named(Fixture.BUCKET + "/incoming/acme/").reportKey(), bytes(published));
        s3.with(Fixture.BUCKET, SOURCE_KEY, bytes("id,x\n1,1\n"));
        var handler = handler();

        handler.handleInput(SCREEN);

        assertThat(json(s3.latest("datasets/e1/report.json").text())
                        .get("comparedWith")
                        .isNull())
                .isTrue();
        assertThat(handler.log()).contains("\"level\":\"WARN\"", "cannot be understood");
    }

    @Test
    void publicConstructorNamesAMissingVariable() {
        assertThatThrownBy(GenerateDatasetHandler::new)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("environment variable [A-Z_]+ is missing");
    }

    private JsonNode screen(String key) throws IOException {
        return handler().handleInput("{\"dataset\": {\"source\": {\"key\": \"%s\"}}}".formatted(key));
    }

    private Fixture handler() {
        return new Fixture(s3, temporary);
    }

    private static byte[] generate(long rows, long seed, double anomalyRate) throws IOException {
        var out = new ByteArrayOutputStream();
        new CustomerGenerator(new CustomerRequest(rows, seed, anomalyRate)).writeTo(out);
        return out.toByteArray();
    }

    private static JsonNode json(String text) throws IOException {
        return Fixture.json(bytes(text));
    }

    private static List<String> fieldNames(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
