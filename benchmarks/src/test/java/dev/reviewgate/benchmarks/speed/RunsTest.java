package dev.reviewgate.benchmarks.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunsTest {
    @Test
    void medianIsTheMiddleOneOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(runs(3, 1, 20).median("seconds")).isEqualTo(3);
        assertThat(runs(3, 1, 20, 5).median("seconds")).isEqualTo(4);
    }

    @Test
    void leastAndMostAreTheEnds() {
        var runs = runs(3, 1, 20);

        assertThat(runs.least("seconds")).isEqualTo(1);
        assertThat(runs.most("seconds")).isEqualTo(20);
    }

    @Test
    void outcomeIsReadAsItWasPrinted() {
        var outcome = new Outcome(Map.of("seconds", 1.5, "flagged", 20.0));

        assertThat(Outcome.parse(Outcome.MARK + outcome)).isEqualTo(outcome);
    }

    @Test
    void numberThatARunDidNotTellIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> runs(1).median("rssKib"))
                .withMessageContaining("rssKib");
    }

    @Test
    void tableComparesMediansWithThoseOfTheOneBeside() {
        var fast = runs("fast", 1_000_000, 1, 2, 3);
        var slow = runs("slow", 1_000_000, 4, 8, 10);

        var table = Table.of("Screening", List.of(fast, slow), "slow");

        assertThat(table)
                .contains("| fast | 1,000,000 | 0.50 (0.33 to 1.00) | 4.00 | 2.00 | 4.00 | 1 MB |")
                .contains("| slow | 1,000,000 | 0.13 (0.10 to 0.25) | 1.00 | 8.00 | 1.00 | 1 MB |");
    }

    private static Runs runs(double... seconds) {
        return runs("some", 1_000_000, seconds);
    }

    private static Runs runs(String name, long rows, double... seconds) {
        var runs = new Runs(name, rows);
        for (var s : seconds) {
            var numbers = Map.of("seconds", s, "processorSeconds", s, "rssKib", 1024.0);
            runs.add(new Outcome(name.equals("some") ? Map.of("seconds", s) : numbers));
        }
        return runs;
    }
}
