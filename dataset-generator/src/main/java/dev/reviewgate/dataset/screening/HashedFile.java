package dev.reviewgate.dataset.screening;

import static java.util.Objects.requireNonNull;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file whose SHA-256, as hexadecimal digits, was taken while it was written. */
public record HashedFile(Path path, long bytes, String sha256) {
    public HashedFile {
        requireNonNull(path, "path");
        requireNonNull(sha256, "sha256");
    }

    /** Starts a new file; {@link Draft#finish} ends it. */
    public static Draft draft(Path path) throws IOException {
        return new Draft(path);
    }

    /** Writes a new file of this content. */
    public static HashedFile write(Path path, Content content) throws IOException {
        try (var draft = draft(path);
                var out = new BufferedOutputStream(draft, 1 << 16)) {
            content.writeTo(out);
            out.flush();
            return draft.finish();
        }
    }

    /** Writes what a file shall hold. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Reads a file that is there already. */
    public static HashedFile of(Path path) throws IOException {
        var digest = digest();
        try (var in = Files.newInputStream(path)) {
            var buffer = new byte[1 << 16];
            int read;
            while ((read = in.read(buffer)) >= 0) {
                digest.update(buffer, 0, read);
            }
        }
        return new HashedFile(path, Files.size(path), HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A file that is being written; best in pieces of some size, since nothing is buffered. */
    public static final class Draft extends FilterOutputStream {
        private final Path path;
        private final MessageDigest digest;
        private long bytes;

        private Draft(Path path) throws IOException {
            super(Files.newOutputStream(path));
            this.path = path;
            digest = HashedFile.digest();
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int offset, int length) throws IOException {
            digest.update(b, offset, length);
            out.write(b, offset, length);
            bytes += length;
        }

        /** Closes the file. */
        public HashedFile finish() throws IOException {
            close();
            return new HashedFile(path, bytes, HexFormat.of().formatHex(digest.digest()));
        }
    }
}
