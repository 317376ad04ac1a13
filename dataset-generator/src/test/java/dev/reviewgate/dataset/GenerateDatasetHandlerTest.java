package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateDatasetHandlerTest {
    @TempDir
    Path temporary;

    private final FakeS3 s3 = new FakeS3();

    @Test
    void sampleEventMakesADatasetAndItsEvidence() throws IOException {
        var fixture = new Fixture(s3, temporary);

        var result = fixture.handle(Fixture.event("generate.json"));

        assertThat(result.at("/summary/rows").asLong()).isEqualTo(100_000);
        try (var left = Files.list(temporary)) {
            assertThat(left).isEmpty();
        }
    }
}
