package dev.reviewgate.dataset;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A temporary file that is ready to be uploaded; its SHA-256 was taken while it was written. */
record StagedFile(Path path, String name, String contentType, long bytes, String sha256) {
    private static final int BUFFER = 1 << 16;
    private static final String CSV = "text/csv; charset=utf-8";
    private static final String JSON = "application/json";

    StagedFile {
        requireNonNull(path, "path");
        requireNonNull(name, "name");
        requireNonNull(contentType, "contentType");
        requireNonNull(sha256, "sha256");
    }

    static Draft draft(Path path) throws IOException {
        return new Draft(path);
    }

    /** A file that is being written. */
    static final class Draft implements AutoCloseable {
        private final Path path;
        private final MessageDigest digest;
        private final OutputStream out;

        private Draft(Path path) throws IOException {
            this.path = path;
            digest = sha256();
            out = new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(path), digest), BUFFER);
        }

        OutputStream out() {
            return out;
        }

        /** Ends the writing. */
        StagedFile finish() throws IOException {
            close();
            var name = path.getFileName().toString();
            return new StagedFile(
                    path,
                    name,
                    name.endsWith(".json") ? JSON : CSV,
                    Files.size(path),
                    HexFormat.of().formatHex(digest.digest()));
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
