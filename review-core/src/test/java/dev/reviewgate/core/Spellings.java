package dev.reviewgate.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;

/** Ways to write down who asked for a review, all of them about one person: U0ETL in Slack, etl@example.com, and etl in AWS. */
public final class Spellings {
    private Spellings() {}

    /** Those with which nobody can be compared. */
    public static Stream<String> refused() {
        return of("refused ");
    }

    /** Those that name somebody plainly. */
    public static Stream<String> accepted() {
        return of("accepted ");
    }

    private static Stream<String> of(String verdict) {
        try (InputStream file = Objects.requireNonNull(Spellings.class.getResourceAsStream("requesters.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(verdict))
                    .map(line -> text(line.substring(verdict.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String json) {
        try {
            return Json.mapper().readTree(json).textValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
