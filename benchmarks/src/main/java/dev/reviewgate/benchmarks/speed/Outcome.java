package dev.reviewgate.benchmarks.speed;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run tells about itself: names and numbers, on one line. */
record Outcome(Map<String, Double> numbers) {
    static final String MARK = "RESULT ";

    Outcome {
        numbers = Map.copyOf(numbers);
    }

    /** Runs a task and takes the time of the clock and of the processors. */
    static Outcome of(Task task) throws java.io.IOException, java.sql.SQLException {
        var processor = Trial.processorNanos();
        var start = System.nanoTime();
        var flagged = task.run();
        var seconds = (System.nanoTime() - start) / 1e9;
        var processorSeconds = (Trial.processorNanos() - processor) / 1e9;
        return new Outcome(
                Map.of("seconds", seconds, "processorSeconds", processorSeconds, "flagged", (double) flagged));
    }

    static Outcome parse(String line) {
        var numbers = new TreeMap<String, Double>();
        for (var word : line.substring(MARK.length()).split(" ", -1)) {
            var equals = word.indexOf('=');
            numbers.put(word.substring(0, equals), Double.valueOf(word.substring(equals + 1)));
        }
        return new Outcome(numbers);
    }

    Outcome with(String name, double number) {
        var more = new TreeMap<>(numbers);
        more.put(name, number);
        return new Outcome(more);
    }

    double get(String name) {
        var number = numbers.get(name);
        if (number == null) {
            throw new IllegalStateException("a run did not tell its " + name + ": " + this);
        }
        return number;
    }

    @Override
    public String toString() {
        return new TreeMap<>(numbers)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    /** Answers how many rows it flagged, or 0 if it only makes some. */
    interface Task {
        long run() throws java.io.IOException, java.sql.SQLException;
    }
}
