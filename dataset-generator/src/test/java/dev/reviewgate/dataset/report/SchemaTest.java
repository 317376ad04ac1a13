package dev.reviewgate.dataset.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.dataset.screening.ColumnType;
import dev.reviewgate.dataset.screening.FileFinding;
import dev.reviewgate.dataset.screening.Reason;
import dev.reviewgate.dataset.screening.Report;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds docs/report-2.schema.json, the records and the sample together. */
class SchemaTest {
    @Test
    void theSampleIsAReport() throws IOException {
        assertThat(ReportSchema.problems(SampleReports.tree())).isEmpty();
    }

    @Test
    void whatIsWrittenIsWhatWasReadAndNothingElse() throws IOException {
        JsonNode written = SampleReports.JSON.readTree(SampleReports.JSON.writeValueAsBytes(SampleReports.sample()));

        assertThat(written).isEqualTo(SampleReports.tree());
        assertThat(ReportSchema.problemsOfWriter(written)).isEmpty();
    }

    @Test
    void aReportOfAGeneratedDatasetIsOne() throws IOException {
        ObjectNode report = (ObjectNode) SampleReports.tree();
        report.set("source", SampleReports.JSON.valueToTree(new Report.Source.Generated(-7, 0.08)));
        report.putNull("comparedWith");
        report.putArray("fileFindings");

        assertThat(ReportSchema.problemsOfWriter(report)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/rows",
                "/screenedAt",
                "/source/kind",
                "/source/feed",
                "/format/charset",
                "/comparedWith/rows",
                "/fileFindings/0/check",
                "/reasons/0/reason",
                "/columns/3/statistics/lowerFence",
                "/columns/3/histogram/counts",
                "/columns/4/distribution/edges",
                "/columns/5/distribution/values/0/count",
                "/columns/0/shift",
                "/examples/0/findings/0/expected"
            })
    void aReportWithoutAFieldIsNone(String pointer) throws IOException {
        JsonNode report = SampleReports.tree();
        int last = pointer.lastIndexOf('/');
        ObjectNode holder = (ObjectNode) report.at(pointer.substring(0, last));

        assertThat(holder.remove(pointer.substring(last + 1))).isNotNull();

        assertThat(ReportSchema.problems(report)).isNotEmpty();
    }

    @Test
    void aReasonThatNobodyKnowsIsNone() throws IOException {
        JsonNode report = SampleReports.tree();
        ((ObjectNode) report.at("/reasons/0")).put("reason", "BAD_LUCK");

        assertThat(ReportSchema.problems(report)).contains("/reasons/0/reason");
    }

    @Test
    void aWriterIsHeldToWhatIsDescribed() throws IOException {
        ObjectNode report = (ObjectNode) SampleReports.tree();
        ((ObjectNode) report.at("/columns/3/statistics")).put("later", 1);

        assertThat(ReportSchema.problemsOfWriter(report)).containsExactly("/columns/3/statistics");
    }

    @Test
    void laterFieldsAreAllowed() throws IOException {
        ObjectNode report = (ObjectNode) SampleReports.tree();
        report.put("later", 1);

        assertThat(ReportSchema.problems(report)).isEmpty();
    }

    @Test
    void theWordsOfTheSchemaAreThoseOfTheRecords() throws IOException {
        JsonNode definitions = ReportSchema.tree().get("$defs");

        assertThat(words(definitions.at("/reason/enum"))).isEqualTo(words(Reason.values()));
        assertThat(words(definitions.at("/column/properties/type/enum"))).isEqualTo(words(ColumnType.values()));
        assertThat(words(definitions.at("/fileFinding/properties/check/enum")))
                .isEqualTo(words(FileFinding.Check.values()));
        assertThat(ReportSchema.tree().at("/properties/schema/const").textValue())
                .isEqualTo(Report.SCHEMA);
    }

    private static Set<String> words(JsonNode list) {
        return SampleReports.JSON.convertValue(
                (ArrayNode) list, SampleReports.JSON.getTypeFactory().constructCollectionType(Set.class, String.class));
    }

    private static Set<String> words(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
    }
}
