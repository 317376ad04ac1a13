package dev.reviewgate.dataset.stats;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The temporary files of one invocation; closing deletes them all. */
public final class Workspace implements Closeable {
    private final Path directory;

    private Workspace(Path directory) {
        this.directory = directory;
    }

    /** Makes a new directory in {@code parent}. */
    public static Workspace in(Path parent) throws IOException {
        return new Workspace(Files.createTempDirectory(parent, "dataset-"));
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    public long usableBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    @Override
    public void close() throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
