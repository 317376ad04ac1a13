package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reviewgate.core.Evidence;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.Log;
import dev.reviewgate.core.S3File;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Reads a review's report from S3: that version of it, and only if it is what was announced. */
final class ReportReader {
    /** The largest report that is read, in bytes; twenty example rows and a hundred columns take a tenth of it. */
    static final int MAX_BYTES = 2_000_000;

    private final S3Client s3;
    private final Log log;

    ReportReader(S3Client s3, Log log) {
        this.s3 = s3;
        this.log = log;
    }

    /** Reads it with personal data masked. */
    Findings read(Evidence evidence) {
        return read(evidence, PersonalData::mask);
    }

    /** Reads it as it is, for somebody whose name is recorded. */
    Findings readUnmasked(Evidence evidence) {
        return read(evidence, UnaryOperator.identity());
    }

    private Findings read(Evidence evidence, UnaryOperator<JsonNode> filter) {
        S3File file = evidence.report();
        if (file == null) {
            return new Findings.None();
        }
        try {
            return check(file, bytes(file), filter);
        } catch (SdkException e) {
            return unreadable("It could not be read just now.", e);
        }
    }

    private byte[] bytes(S3File file) {
        // Read inside the call, because the client's time limit ends with it.
        return s3.getObject(
                b -> b.bucket(file.bucket()).key(file.key()).versionId(file.versionId()),
                (response, in) -> in.readNBytes(MAX_BYTES + 1));
    }

    private Findings check(S3File file, byte[] bytes, UnaryOperator<JsonNode> filter) {
        if (bytes.length > MAX_BYTES) {
            return new Findings.Unreadable("It is too large for this page.");
        }
        if (!HexFormat.of().formatHex(sha256(bytes)).equals(file.sha256())) {
            log.error("a report is not what was announced")
                    .with("bucket", file.bucket())
                    .with("key", file.key())
                    .with("versionId", file.versionId())
                    .write();
            return new Findings.Changed();
        }
        // Whatever fails here would fail again at each visit, and nobody could decide any more.
        try {
            JsonNode json = filter.apply(Json.mapper().readTree(bytes));
            return new Findings.Shown(Report.parse(json), json);
        } catch (IOException | RuntimeException e) {
            return unreadable("It is of a kind that this page does not know.", e);
        }
    }

    private Findings unreadable(String why, Exception e) {
        log.warn("a report cannot be shown").with(e).write();
        return new Findings.Unreadable(why);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
