package dev.reviewgate.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PagesTest {
    @Test
    void probe() throws IOException {
        Stage stage = Stage.open();
        System.out.println("DIGEST " + stage.digest() + " ID " + Stage.ID);
        Answer a = stage.get("/approve");
        Files.writeString(Path.of("target", "open.html"), a.body());
        assertThat(a.status()).isEqualTo(200);
        Answer b = stage.approve("CLEAN", "Ada");
        System.out.println(b.text());
        assertThat(b.status()).isEqualTo(200);
    }
}
