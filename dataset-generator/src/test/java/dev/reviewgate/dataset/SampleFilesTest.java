package dev.reviewgate.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.dataset.report.ReportSchema;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Screens the files below {@code events/incoming} as the inputs in {@code events} ask for it. */
class SampleFilesTest {
    @TempDir
    Path temporaryDirectory;

    private final FakeS3 s3 = new FakeS3();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "screen",
                "screen-messy",
                "screen-latin1",
                "screen-jsonl",
                "screen-columns",
                "execution",
                "clean",
                "quorum"
            })
    void everyInputMakesAReportAsItsSchemaSaysAndAPage(String name) throws IOException {
        JsonNode evidence = screen("start-" + name + ".json").get("evidence");

        assertThat(ReportSchema.problemsOfWriter(json(evidence, "report"))).isEmpty();
        assertThat(text(evidence, "reportHtml", UTF_8))
                .startsWith("<!DOCTYPE html>")
                .contains("that may pass");
    }

    @Test
    void aFileAsAnOfficeProgramSavesItIsReadAsItIs() throws IOException {
        JsonNode result = screen("start-screen-messy.json");
        JsonNode report = json(result.get("evidence"), "report");

        assertThat(report.at("/format/delimiter").asText()).isEqualTo(";");
        assertThat(report.at("/format/charset").asText()).isEqualTo("UTF-8");
        assertThat(report.at("/format/decimalComma").asBoolean()).isTrue();
        assertThat(report.get("rows").asLong()).isEqualTo(400);
        assertThat(types(report))
                .startsWith("order_id IDENTIFIER")
                .contains("amount_eur NUMBER", "ordered DATE", "express BOOLEAN", "items NUMBER");
        assertThat(report.get("reasons").findValuesAsText("reason"))
                .contains("OUTLIER", "UNPARSABLE", "DUPLICATE_ID", "MISSING", "RAGGED_ROW", "ENCODING_DAMAGE");
        assertThat(bytes(result.at("/evidence/dataset")))
                .isEqualTo(Files.readAllBytes(Path.of("..", "events", "incoming", "nordwind", "orders.csv")));
    }

    @Test
    void aFileWithoutAHeaderIsReadAsTheInputSays() throws IOException {
        JsonNode result = screen("start-screen-latin1.json");
        JsonNode report = json(result.get("evidence"), "report");

        assertThat(report.at("/format/charset").asText()).isEqualTo("windows-1252");
        assertThat(types(report)).startsWith("column_1 TEXT").contains("column_6 NUMBER", "column_4 DATE");
        assertThat(report.get("rows").asLong()).isEqualTo(400);
        assertThat(text(result.get("evidence"), "clean", Charset.forName("windows-1252")))
                .contains("Jürgen Weiß", "Göteborg");
    }

    @Test
    void jsonLinesStayJsonLines() throws IOException {
        JsonNode result = screen("start-screen-jsonl.json");
        JsonNode report = json(result.get("evidence"), "report");

        assertThat(report.at("/format/kind").asText()).isEqualTo("JSON_LINES");
        assertThat(result.at("/evidence/flagged/key").asText()).endsWith("flagged.jsonl");
        assertThat(types(report)).contains("wind_ms NUMBER", "ok BOOLEAN", "at DATE", "gearbox TEXT");
        assertThat(report.get("reasons").findValuesAsText("reason")).contains("OUTLIER", "UNPARSABLE", "DUPLICATE_ID");
        assertThat(result.at("/summary/feedKey").asText()).matches("latest/[0-9a-f]{64}/report\\.json");
    }

    @Test
    void declaredColumnsAreHeldToWhatIsDeclared() throws IOException {
        assertDeclaredColumns(handle(Fixture.event("screen-columns.json")));
    }

    @Test
    void anExecutionsInputDeclaresColumnsInTheSameWay() throws IOException {
        assertDeclaredColumns(screen("start-screen-columns.json"));
    }

    private void assertDeclaredColumns(JsonNode result) throws IOException {
        JsonNode report = json(result.get("evidence"), "report");

        assertThat(result.at("/summary/fileFindings/0").asText())
                .isEqualTo("vat_id: no such column, expected one, as declared");
        assertThat(report.get("columns"))
                .filteredOn(c -> c.get("declared").asBoolean())
                .hasSize(5);
        assertThat(report.get("reasons").findValuesAsText("reason")).contains("UNKNOWN_CATEGORY", "MISSING");
    }

    private JsonNode screen(String input) throws IOException {
        return handle(Fixture.payload(new String(Fixture.event(input), UTF_8)));
    }

    private JsonNode handle(byte[] payload) throws IOException {
        Path incoming = Path.of("..", "events", "incoming");
        try (var files = Files.walk(incoming)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String key = "incoming/" + incoming.relativize(file).toString().replace('\\', '/');
                s3.with(Fixture.BUCKET, key, Files.readAllBytes(file));
            }
        }
        return new Fixture(s3, temporaryDirectory).handle(payload);
    }

    private JsonNode json(JsonNode evidence, String name) throws IOException {
        return Fixture.json(bytes(evidence.get(name)));
    }

    private String text(JsonNode evidence, String name, Charset charset) {
        return new String(bytes(evidence.get(name)), charset);
    }

    private byte[] bytes(JsonNode file) {
        return s3.only(file.get("key").asText()).bytes();
    }

    private static List<String> types(JsonNode report) {
        List<String> types = new ArrayList<>();
        report.get("columns")
                .forEach(c ->
                        types.add(c.get("name").asText() + " " + c.get("type").asText()));
        return types;
    }
}
