package dev.reviewgate.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files that a review is about; each is there only if the workflow gave it.
 *
 * @param reportHtml left out of JSON where it is not there, so that a review which was opened before there was one keeps the
 *     digest of its content
 */
public record Evidence(
        @Nullable S3File dataset,
        @Nullable S3File clean,
        @Nullable S3File flagged,
        @Nullable S3File report,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable S3File reportHtml) {
    /** What a review without files has. */
    public static final Evidence NONE = new Evidence(null, null, null, null, null);

    /** Reads the files by name: a record may be older or newer than this code, and has to open all the same. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Evidence of(Map<String, S3File> files) {
        return new Evidence(
                files.get("dataset"),
                files.get("clean"),
                files.get("flagged"),
                files.get("report"),
                files.get("reportHtml"));
    }

    /** Returns the file that links and routes call by this name: {@code dataset}, {@code clean}, {@code flagged}, {@code report} or {@code html}. */
    public Optional<S3File> file(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "dataset" -> dataset;
                    case "clean" -> clean;
                    case "flagged" -> flagged;
                    case "report" -> report;
                    case "html" -> reportHtml;
                    default -> null;
                });
    }
}
