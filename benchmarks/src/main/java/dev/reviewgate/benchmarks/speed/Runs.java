package dev.reviewgate.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;

/** The outcomes of one contestant. */
record Runs(String name, long rows, List<Outcome> outcomes) {
    Runs(String name, long rows) {
        this(name, rows, new ArrayList<>());
    }

    void add(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** The middle one, or the mean of the two middle ones. */
    double median(String number) {
        var sorted = sorted(number);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    double least(String number) {
        return sorted(number)[0];
    }

    double most(String number) {
        var sorted = sorted(number);
        return sorted[sorted.length - 1];
    }

    /** Millions of rows in a second, of the clock or of the processor. */
    double perSecond(String seconds) {
        return rows / median(seconds) / 1e6;
    }

    private double[] sorted(String number) {
        return outcomes.stream()
                .mapToDouble(outcome -> outcome.get(number))
                .sorted()
                .toArray();
    }
}
