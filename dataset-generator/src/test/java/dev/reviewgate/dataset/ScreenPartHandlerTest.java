package dev.reviewgate.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenPartHandlerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeS3 s3 = new FakeS3();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {700, 5_000, 40_000})
    void whatIsFlaggedDoesNotDependOnHowTheFileIsCut(int partBytes) throws IOException {
        var file = customers(1, 2_000, "\n");
        s3.with(Fixture.BUCKET, "incoming/customers.csv", file.getBytes(UTF_8));

        var inParts = run("{\"key\": \"incoming/customers.csv\"}", partBytes, 1);

        assertSameAsOneCall(inParts, "{\"key\": \"incoming/customers.csv\"}");
    }

    @Test
    void callsThatAreMadeAgainChangeNothing() throws IOException {
        s3.with(
                Fixture.BUCKET,
                "incoming/customers.csv",
                customers(2, 1_000, "\r\n").getBytes(UTF_8));

        var once = run("{\"key\": \"incoming/customers.csv\"}", 9_000, 1);
        var keys = s3.versions().stream().map(FakeS3.Version::key).distinct().toList();
        var again = run("{\"key\": \"incoming/customers.csv\"}", 9_000, 2);

        assertThat(s3.versions().stream().map(FakeS3.Version::key).distinct()).containsExactlyElementsOf(keys);
        assertThat(bodies(again, "clean")).isEqualTo(bodies(once, "clean"));
        assertThat(bodies(again, "flagged")).isEqualTo(bodies(once, "flagged"));
        assertThat(again.path("summary")).isEqualTo(once.path("summary"));
    }

    @Test
    void severalFilesAreOneDatasetInTheOrderOfTheirKeys() throws IOException {
        var lines = customers(3, 1_200, "\n").lines().toList();
        var header = lines.get(0) + "\n";
        s3.with(Fixture.BUCKET, "incoming/all/c.csv", rows(header, lines.subList(801, lines.size())));
        s3.with(Fixture.BUCKET, "incoming/all/a.csv", rows(header, lines.subList(1, 101)));
        s3.with(Fixture.BUCKET, "incoming/all/b.csv.gz", packed(rows(header, lines.subList(101, 801))));
        s3.with(Fixture.BUCKET, "incoming/all/_SUCCESS", new byte[0]);
        s3.with(Fixture.BUCKET, "incoming/whole.csv", rows(header, lines.subList(1, lines.size())));

        var inParts = run("{\"prefix\": \"incoming/all/\", \"feed\": \"f\"}", 12_000, 1);

        assertSameAsOneCall(inParts, "{\"key\": \"incoming/whole.csv\", \"feed\": \"f\"}");
    }

    @Test
    void severalFilesAreHandedOverBeforeAnyIsLookedAt() {
        assertThatThrownBy(() -> single("{\"prefix\": \"incoming/nothing/\"}"))
                .isInstanceOf(DatasetTooLarge.class)
                .hasMessageContaining("dataset.source.prefix");
        assertThat(s3.versions()).isEmpty();
    }

    @Test
    void aKeyAndAPrefixTogetherAreRefused() {
        assertThatThrownBy(() -> single("{\"key\": \"incoming/a.csv\", \"prefix\": \"incoming/\"}"))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("dataset.source.key: \"incoming/a.csv\" is not allowed; leave it out");
    }

    @Test
    void theSampleEventPlansTheFilesBelowAPrefix() throws IOException {
        s3.with(
                Fixture.BUCKET,
                "incoming/acme/customers.csv",
                customers(8, 300, "\n").getBytes(UTF_8));

        var planned = new Phases(2_000).handle(Fixture.event("plan-parts.json"));

        assertThat(planned.path("parts").asInt()).isGreaterThan(1);
        assertThat(planned.at("/plan/key").asText()).isEqualTo("screening/large-1/plan.json");
        assertThat(JSON.readTree(text(planned.path("items"))))
                .hasSize(planned.path("parts").asInt());
    }

    @Test
    void linesOfJsonMayNameColumnsThatOtherPartsDoNotHave() throws IOException {
        var text = new StringBuilder();
        for (var i = 0; i < 1_500; i++) {
            text.append("{\"id\": ").append(i % 1_400).append(", \"height\": ").append(170 + i % 17);
            text.append(i > 1_000 ? ", \"late\": " + (i == 1_200 ? "900" : "" + i % 7) + "}\n" : "}\n");
        }
        s3.with(Fixture.BUCKET, "incoming/lines.jsonl", text.toString().getBytes(UTF_8));

        var inParts = run("{\"key\": \"incoming/lines.jsonl\"}", 8_000, 1);

        assertSameAsOneCall(inParts, "{\"key\": \"incoming/lines.jsonl\"}");
    }

    @Test
    void aFileWithoutAHeaderKeepsItsColumnsInEveryPart() throws IOException {
        var text = new StringBuilder();
        for (var i = 0; i < 3_000; i++) {
            text.append(i)
                    .append(';')
                    .append(170 + i % 13)
                    .append(",5;x")
                    .append(i % 3)
                    .append(i % 500 == 7 ? ";\n" : "\n");
        }
        s3.with(Fixture.BUCKET, "incoming/plain.csv", text.toString().getBytes(UTF_8));

        var inParts = run("{\"key\": \"incoming/plain.csv\"}", 6_000, 1);

        assertSameAsOneCall(inParts, "{\"key\": \"incoming/plain.csv\"}");
    }

    @Test
    void manyDifferentNumbersAreCountedByBucketsAndTheReportSaysSo() throws IOException {
        var text = new StringBuilder("price\n");
        for (var i = 0; i < 150_000; i++) {
            var price = Math.exp(Math.sin(i * 0.7) + (i * 7919L % 150_001) / 90_000.0);
            text.append(i % 1_000 == 7 ? 100 * price : price).append('\n');
        }
        s3.with(Fixture.BUCKET, "incoming/prices.csv", text.toString().getBytes(UTF_8));

        var inParts = run("{\"key\": \"incoming/prices.csv\"}", 1_000_000, 1);

        var statistics = report(inParts).at("/columns/0/statistics");
        var exact = report(single("{\"key\": \"incoming/prices.csv\"}")).at("/columns/0/statistics");
        assertThat(statistics.path("exact").asBoolean()).isFalse();
        assertThat(exact.path("exact").asBoolean()).isTrue();
        for (var field : List.of("median", "mad", "q05", "q95", "lowerFence", "upperFence")) {
            assertThat(statistics.path(field).asDouble())
                    .as(field)
                    .isCloseTo(
                            exact.path(field).asDouble(),
                            Offset.offset(0.002 * exact.path("upperFence").asDouble()));
        }
        assertThat(statistics.path("max").asDouble())
                .isEqualTo(exact.path("max").asDouble());
        var column = report(inParts).at("/columns/0");
        var histogram = column.path("histogram");
        assertThat(histogram.path("flaggedAbove").asLong()).isPositive();
        assertThat(histogram.path("flaggedBelow").asLong()
                        + sum(histogram.path("flagged"))
                        + histogram.path("flaggedAbove").asLong())
                .isEqualTo(column.path("flaggedRows").asLong());
        for (var bin = 0; bin < 24; bin++) {
            assertThat(histogram.path("flagged").get(bin).asLong())
                    .isLessThanOrEqualTo(histogram.path("counts").get(bin).asLong());
        }
    }

    private static long sum(JsonNode counts) {
        return StreamSupport.stream(counts.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    @Test
    void bothWaysOfScreeningKnowTheLastRuns() throws IOException {
        s3.with(
                Fixture.BUCKET,
                "incoming/customers.csv",
                customers(1, 2_000, "\n").getBytes(UTF_8));
        var first = new Fixture(s3, directory)
                .handleInput("{\"dataset\": {\"source\": {\"key\": \"incoming/customers.csv\"}}}");
        s3.with(
                Fixture.BUCKET,
                first.at("/summary/feedKey").asText(),
                text(first.at("/evidence/report")).getBytes(UTF_8));
        s3.with(
                Fixture.BUCKET,
                "incoming/customers.csv",
                customers(2, 2_200, "\n").getBytes(UTF_8));

        var inParts = run("{\"key\": \"incoming/customers.csv\"}", 9_000, 1);

        assertSameAsOneCall(inParts, "{\"key\": \"incoming/customers.csv\"}");
        assertThat(report(inParts).at("/history/0/rows").asLong()).isEqualTo(2_000);
        assertThat(report(inParts).at("/history/0/medians/height_cm").isNumber())
                .isTrue();
    }

    @Test
    void theFilesOfAnotherDayAreComparedWithThoseOfTheLastOne() throws IOException {
        s3.with(
                Fixture.BUCKET,
                "incoming/acme/2026-11-22/a.csv",
                customers(1, 2_000, "\n").getBytes(UTF_8));
        s3.with(
                Fixture.BUCKET,
                "incoming/acme/2026-11-23/a.csv",
                customers(1, 900, "\n").getBytes(UTF_8));
        var first = run("{\"prefix\": \"incoming/acme/2026-11-22/\"}", 90_000, 1);
        s3.with(
                Fixture.BUCKET,
                Feed.named(Fixture.BUCKET + "/incoming/acme/").reportKey(),
                text(first.at("/evidence/report")).getBytes(UTF_8));

        var second = run("{\"prefix\": \"incoming/acme/2026-11-23/\"}", 90_000, 1);

        assertThat(second.at("/summary/fileFindings/0").asText()).contains("there were 2,000 last time");
        assertThat(second.at("/summary/feed").asText()).isEqualTo(Fixture.BUCKET + "/incoming/acme/");
        assertThat(second.at("/summary/feedKey")).isEqualTo(first.at("/summary/feedKey"));
    }

    @Test
    void bothWaysOfScreeningFindTheSameAccidentsOfAKnownFeed() throws IOException {
        s3.with(Fixture.BUCKET, "incoming/orders.csv", orders(2_000, 1, 0).getBytes(UTF_8));
        var first = single("{\"key\": \"incoming/orders.csv\"}");
        s3.with(
                Fixture.BUCKET,
                first.at("/summary/feedKey").asText(),
                text(first.at("/evidence/report")).getBytes(UTF_8));
        assertThat(findings(run("{\"key\": \"incoming/orders.csv\"}", 9_000, 1)))
                .containsExactly("the same rows as last time, expected others");
        s3.with(Fixture.BUCKET, "incoming/orders.csv", orders(1_700, 2, 10).getBytes(UTF_8));

        var inParts = run("{\"key\": \"incoming/orders.csv\"}", 9_000, 1);

        assertSameAsOneCall(inParts, "{\"key\": \"incoming/orders.csv\"}");
        assertThat(findings(inParts).stream().map(finding -> finding.replaceFirst("(:? \\d|:).*", "")))
                .contains("about", "price", "ordered_on", "status", "note");
    }

    /** Orders, in which every so many rows hold one accident each, and some are there twice. */
    private static String orders(int rows, int seed, int every) {
        var random = new Random(seed);
        var orders = new StringBuilder("price,ordered_on,status,note\n");
        for (var i = 0; i < rows; i++) {
            var isHit = every > 0 && i % every == 0;
            var order = String.format(
                    Locale.ROOT,
                    "%.2f,%s,%s,%s\n",
                    (isHit ? 100 : i % 500 == 7 ? 5_000 : 1) * (20 + 2 * random.nextGaussian()),
                    isHit ? "1970-01-01" : "2026-11-" + (10 + random.nextInt(10)),
                    isHit ? "void" : random.nextInt(3) == 0 ? "open" : "paid",
                    isHit ? "" : "note " + random.nextInt(1_000_000));
            orders.append(order).append(every > 0 && i % every == 1 ? order : "");
        }
        return orders.toString();
    }

    private static List<String> findings(JsonNode answer) {
        return StreamSupport.stream(answer.at("/summary/fileFindings").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void aPartThatCannotBeReadIsExplainedOnceTheMapHasFailed() throws IOException {
        var file = customers(4, 2_000, "\n");
        var middle = file.indexOf('\n', file.length() * 3 / 8) + 1;
        s3.with(
                Fixture.BUCKET,
                "incoming/broken.csv",
                (file.substring(0, middle) + "C0,\"two\nlines\",170,2020-01-01\n" + file.substring(middle))
                        .getBytes(UTF_8));
        var phases = new Phases(10_000);
        var planned = phases.plan("{\"key\": \"incoming/broken.csv\"}");

        assertThatThrownBy(() -> phases.profileAll(planned))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("s3://" + Fixture.BUCKET + "/incoming/broken.csv, bytes ")
                .hasMessageContaining("several lines");
        assertThatThrownBy(() -> phases.call("EXPLAIN", payload -> payload.set("plan", planned.path("plan"))))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("several lines");
        assertThat(s3.versions()).noneMatch(version -> version.key().startsWith("datasets/"));
    }

    @Test
    void aMapThatFailedForAnotherReasonIsNotExplained() throws IOException {
        s3.with(
                Fixture.BUCKET,
                "incoming/customers.csv",
                customers(5, 100, "\n").getBytes(UTF_8));
        var phases = new Phases(1_000);
        var planned = phases.plan("{\"key\": \"incoming/customers.csv\"}");

        assertThat(phases.call("EXPLAIN", payload -> payload.set("plan", planned.path("plan")))
                        .size())
                .isZero();
    }

    @Test
    void filesWhoseColumnsDifferAreNamedBoth() throws IOException {
        s3.with(Fixture.BUCKET, "incoming/mixed/1.csv", "id,height_cm\n1,170\n2,171\n".getBytes(UTF_8));
        s3.with(Fixture.BUCKET, "incoming/mixed/2.csv", "id,weight_kg\n3,70\n4,71\n".getBytes(UTF_8));
        var phases = new Phases(1_000);
        var planned = phases.plan("{\"prefix\": \"incoming/mixed/\"}");

        assertThatThrownBy(() -> phases.profile(planned, 1))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContainingAll("incoming/mixed/2.csv: the columns are", "incoming/mixed/1.csv", "weight_kg");
    }

    @Test
    void aPackedFileThatIsTooLargeForOneCallIsRefused() throws IOException {
        s3.with(
                Fixture.BUCKET,
                "incoming/big.csv.gz",
                packed(customers(6, 40_000, "\n").getBytes(UTF_8)));
        var phases = new Phases(1_000);

        assertThatThrownBy(() -> phases.plan("{\"key\": \"incoming/big.csv.gz\"}"))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("packed by gzip")
                .hasMessageContaining("give it unpacked");
    }

    @Test
    void aPrefixWithoutFilesIsRefused() {
        var phases = new Phases(1_000);

        assertThatThrownBy(() -> phases.plan("{\"prefix\": \"incoming/nothing/\"}"))
                .isInstanceOf(InvalidDataset.class)
                .hasMessageContaining("incoming/nothing/: there is no file");
    }

    @Test
    void waitsThatLeaveNoTimeForScreeningAreRefused() {
        s3.with(
                Fixture.BUCKET,
                "incoming/customers.csv",
                customers(7, 100, "\n").getBytes(UTF_8));
        var phases = new Phases(1_000);

        assertThatThrownBy(() -> phases.call("PLAN", payload -> {
                    payload.putObject("execution").put("name", "e1").put("startTime", "2026-11-22T09:00:00Z");
                    payload.putObject("input").putObject("review").put("timeoutSeconds", 300_000);
                    payload.withObject("/input/dataset/source").put("key", "incoming/customers.csv");
                }))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("review.timeoutSeconds: 300000")
                .hasMessageContaining("21600 seconds");
    }

    @Test
    void storageThatDoesNotAnswerMayBeAskedAgain() {
        s3.refusingGets("SlowDown");

        assertThatThrownBy(() -> new Phases(1_000)
                        .call(
                                "EXPLAIN",
                                payload -> payload.putObject("plan")
                                        .put("bucket", Fixture.BUCKET)
                                        .put("key", "screening/e1/plan.json")
                                        .put("versionId", "v1")))
                .isInstanceOf(StorageInterrupted.class)
                .hasMessageContaining("SlowDown");
    }

    private void assertSameAsOneCall(JsonNode inParts, String source) throws IOException {
        var single = single(source);

        assertThat(inParts.at("/evidence/inParts").asBoolean()).isTrue();
        assertThat(bodies(inParts, "clean")).isEqualTo(body(text(single.at("/evidence/clean"))));
        assertThat(bodies(inParts, "flagged")).isEqualTo(body(text(single.at("/evidence/flagged"))));
        assertThat(bodies(inParts, "dataset")).isEqualTo(body(text(single.at("/evidence/dataset"))));
        assertThat(withoutSource(report(inParts))).isEqualTo(withoutSource(report(single)));
        assertThat(report(inParts).path("flaggedRows").asLong()).isPositive();
        assertThat(inParts.path("summary").toString())
                .isEqualTo(single.path("summary").toString());
        assertThat(inParts.path("review").toString())
                .isEqualTo(single.path("review").toString());
    }

    private JsonNode single(String source) throws IOException {
        return new Fixture(s3, directory).handleInput("{\"dataset\": {\"source\": " + source + "}}");
    }

    private JsonNode run(String source, long partBytes, int times) throws IOException {
        var phases = new Phases(partBytes);
        var planned = phases.plan(source);
        var parts = JSON.readTree(text(planned.path("items")));
        for (var call = 0; call < times; call++) {
            phases.profileAll(planned);
        }
        var merged = phases.call("MERGE", payload -> payload.set("plan", planned.path("plan")));
        for (var call = 0; call < times; call++) {
            for (var group : JSON.readTree(text(merged.path("partitions")))) {
                phases.call(
                        "DUPLICATES",
                        payload -> payload.<ObjectNode>set("plan", planned.path("plan"))
                                .<ObjectNode>set("profile", merged.path("profile"))
                                .set("partition", group));
            }
        }
        for (var call = 0; call < times; call++) {
            for (var part : parts) {
                phases.call(
                        "FLAG",
                        payload -> payload.<ObjectNode>set("plan", planned.path("plan"))
                                .<ObjectNode>set("profile", merged.path("profile"))
                                .set("part", part));
            }
        }
        return phases.call(
                "REPORT",
                payload ->
                        payload.<ObjectNode>set("plan", planned.path("plan")).set("profile", merged.path("profile")));
    }

    private String bodies(JsonNode result, String kind) throws IOException {
        var bodies = new StringBuilder();
        for (var part : JSON.readTree(text(result.at("/evidence/" + kind)))) {
            bodies.append(body(text(part)));
        }
        return bodies.toString();
    }

    private JsonNode report(JsonNode result) throws IOException {
        return JSON.readTree(text(result.at("/evidence/report")));
    }

    private static JsonNode withoutSource(JsonNode report) {
        return ((ObjectNode) report.deepCopy()).without(List.of("source", "screenedAt", "format"));
    }

    private String text(JsonNode object) {
        return s3.versions().stream()
                .filter(version -> version.key().equals(object.path("key").asText()))
                .filter(version -> object.path("versionId").asText().equals(version.versionId()))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /** All but a header, if there is one. */
    private static String body(String file) {
        return file.startsWith("customer_id") || file.startsWith("row") || file.startsWith("price")
                ? file.substring(file.indexOf('\n') + 1)
                : file;
    }

    private static String customers(int seed, int rows, String lineEnd) {
        var csv = new StringBuilder("customer_id,name,height_cm,signup").append(lineEnd);
        for (var i = 0; i < rows; i++) {
            var height = String.format("%.1f", 170 + 10 * Math.sin(seed + i * 12.9898));
            csv.append('C')
                    .append(i >= rows / 2 && i < rows / 2 + 30 ? i - rows / 2 : i)
                    .append(',')
                    .append(i % 89 == 7 ? "" : "\"Customer, " + i % 977 + "\"")
                    .append(',')
                    .append(i % 97 == 3 ? "1.75" : i % 101 == 5 ? "tall" : height)
                    .append(",2019-0")
                    .append(1 + i % 9)
                    .append("-1")
                    .append(i % 10)
                    .append(i % 103 == 11 ? ",too much" : "")
                    .append(lineEnd);
        }
        return csv.toString();
    }

    private static byte[] rows(String header, List<String> lines) {
        return (header + String.join("\n", lines) + "\n").getBytes(UTF_8);
    }

    private static byte[] packed(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    /** The function as the state machine calls it. */
    private final class Phases {
        private final ScreenPartHandler handler;

        Phases(long partBytes) {
            var environment = new HashMap<>(Fixture.environment());
            environment.put("PART_BYTES", Long.toString(partBytes));
            environment.put("LARGEST_FILE_BYTES", "100000");
            environment.put("SCREENING_TIMEOUT_SECONDS", "21600");
            var clock = Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC);
            handler = new ScreenPartHandler(environment, s3, directory, clock);
        }

        JsonNode plan(String source) throws IOException {
            return call("PLAN", payload -> {
                payload.putObject("execution").put("name", "e1").put("startTime", "2026-11-22T09:00:00Z");
                payload.putObject("input").putObject("dataset").putRawValue("source", raw(source));
            });
        }

        void profile(JsonNode planned, int part) throws IOException {
            var item = JSON.readTree(text(planned.path("items"))).get(part);
            call(
                    "PROFILE",
                    payload -> payload.<ObjectNode>set("plan", planned.path("plan"))
                            .set("part", item));
        }

        void profileAll(JsonNode planned) throws IOException {
            for (var i = 0; i < planned.path("parts").asInt(); i++) {
                profile(planned, i);
            }
        }

        JsonNode call(String phase, Consumer<ObjectNode> fields) throws IOException {
            var payload = JSON.createObjectNode().put("phase", phase);
            fields.accept(payload);
            return handle(JSON.writeValueAsBytes(payload));
        }

        JsonNode handle(byte[] payload) throws IOException {
            var output = new ByteArrayOutputStream();
            handler.handleRequest(new ByteArrayInputStream(payload), output, new FakeContext());
            return JSON.readTree(output.toByteArray());
        }

        private static RawValue raw(String json) {
            return new RawValue(json);
        }
    }
}
