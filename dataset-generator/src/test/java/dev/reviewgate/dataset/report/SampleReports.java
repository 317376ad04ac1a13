package dev.reviewgate.dataset.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.dataset.screening.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The sample of {@code events/report.json}, which the review page's tests read too, and variations of it. */
final class SampleReports {
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .addMixIn(Report.Source.class, Source.class)
            .addMixIn(Report.Distribution.class, Distribution.class)
            .build();

    private SampleReports() {}

    @JsonTypeInfo(
            use = JsonTypeInfo.Id.NAME,
            include = JsonTypeInfo.As.EXISTING_PROPERTY,
            property = "kind",
            visible = true)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Report.Source.Generated.class, name = "GENERATED"),
        @JsonSubTypes.Type(value = Report.Source.Screened.class, name = "SCREENED")
    })
    private interface Source {}

    @JsonTypeInfo(
            use = JsonTypeInfo.Id.NAME,
            include = JsonTypeInfo.As.EXISTING_PROPERTY,
            property = "kind",
            visible = true)
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Report.Distribution.Numbers.class, name = "NUMBERS"),
        @JsonSubTypes.Type(value = Report.Distribution.Categories.class, name = "CATEGORIES")
    })
    private interface Distribution {}

    /** Returns the sample as a new tree, which may be changed. */
    static JsonNode tree() {
        try {
            return JSON.readTree(Files.readAllBytes(Path.of("..", "events", "report.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Report sample() {
        return report(tree());
    }

    /** Returns the sample with a change. */
    static Report with(Consumer<JsonNode> change) {
        JsonNode tree = tree();
        change.accept(tree);
        return report(tree);
    }

    /** Only what the input says of personal data may be left out of a report. */
    static Report report(JsonNode tree) {
        JsonNode complete = tree.deepCopy();
        complete.path("columns").forEach(column -> ((ObjectNode) column).putIfAbsent("personal", NullNode.instance));
        return JSON.convertValue(complete, Report.class);
    }
}
