package dev.reviewgate.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternStepsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "''!0",
                "abc!3",
                "a*b+c?!3",
                "[0-9a-f]{8}-[0-9a-f]{4}!13",
                "\\d{4}-\\d{2,}!7",
                "(ab){3}!6",
                "((a{2}b){3}c){4}!40",
                "\\({5}!5",
                "[(]{5}!5",
                "[])]{5}!5",
                "[^]\\](]{5}!5",
                "a{0}!1",
                "a{x}!4",
                "((x{1000}){1000}){1000}!1000000000",
                "((((x{1000}){1000}){1000}){1000}){1000}!1000000000",
                "a)!1",
                "[a!1",
                "a\\!2"
            })
    void repetitionsAreWrittenOut(String pattern, long steps) {
        assertThat(PatternSteps.of(pattern)).isEqualTo(steps);
    }
}
