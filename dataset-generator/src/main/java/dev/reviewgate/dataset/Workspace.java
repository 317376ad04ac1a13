package dev.reviewgate.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The temporary files of one invocation; closing deletes them all. */
final class Workspace implements Closeable {
    private final Path directory;

    private Workspace(Path directory) {
        this.directory = directory;
    }

    static Workspace in(Path parent) throws IOException {
        return new Workspace(Files.createTempDirectory(parent, "dataset-"));
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    long usableBytes() throws IOException {
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
