package dev.reviewgate.local;

import dev.reviewgate.local.lambda.FunctionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what each function writes in a file of its own, and passes it on to whoever listens. */
public final class FunctionLogs implements FunctionLog {
    private final Path directory;
    private final List<FunctionLog> listeners = new CopyOnWriteArrayList<>();

    FunctionLogs(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    public Path directory() {
        return directory;
    }

    public void addListener(FunctionLog listener) {
        listeners.add(listener);
    }

    @Override
    public void line(String functionName, String line) {
        synchronized (this) {
            try {
                Files.writeString(
                        file(functionName),
                        line + "\n",
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        listeners.forEach(listener -> listener.line(functionName, line));
    }

    /** Returns everything that a function has written. */
    public synchronized String read(String functionName) throws IOException {
        Path file = file(functionName);
        return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    }

    private Path file(String functionName) {
        return directory.resolve(functionName + ".log");
    }
}
