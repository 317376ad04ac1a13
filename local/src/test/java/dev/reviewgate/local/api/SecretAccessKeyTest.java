package dev.reviewgate.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretAccessKeyTest {
    @TempDir
    private Path directory;

    @Test
    void isRandomAndStaysAndOnlyItsOwnerReadsIt() throws IOException {
        Path file = directory.resolve("target/secret");

        SecretAccessKey first = SecretAccessKey.in(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        SecretAccessKey again = SecretAccessKey.in(file);

        assertThat(again).isEqualTo(first);
        assertThat(SecretAccessKey.in(directory.resolve("another"))).isNotEqualTo(first);
        assertThat(first.value()).matches("[A-Za-z0-9+/]{40}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(first.toString()).doesNotContain(first.value());
    }

    @Test
    void aFileSystemWithoutLinksAndModesWillDo() throws IOException {
        Path plain = directory.resolve("secret.zip");
        try (FileSystem zip = FileSystems.newFileSystem(plain, Map.of("create", "true"))) {
            Path file = zip.getPath("/target/secret");

            SecretAccessKey first = SecretAccessKey.in(file);

            assertThat(SecretAccessKey.in(file)).isEqualTo(first);
            assertThat(first.value()).matches("[A-Za-z0-9+/]{40}");
            try (Stream<Path> files = Files.list(zip.getPath("/target"))) {
                assertThat(files).containsExactly(file);
            }
        }
    }

    @Test
    void startsAtTheSameTimeAgreeAndLeaveNothingElseBehind() throws Exception {
        Path file = directory.resolve("secret");
        ExecutorService executor = Executors.newCachedThreadPool();
        List<Callable<SecretAccessKey>> starts = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            starts.add(() -> SecretAccessKey.in(file));
        }

        List<SecretAccessKey> found = new ArrayList<>();
        for (Future<SecretAccessKey> start : executor.invokeAll(starts)) {
            found.add(start.get());
        }
        executor.shutdown();

        assertThat(found).hasSize(16).containsOnly(found.get(0));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }
}
