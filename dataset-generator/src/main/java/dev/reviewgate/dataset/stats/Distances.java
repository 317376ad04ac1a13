package dev.reviewgate.dataset.stats;

import java.io.IOException;

/** The distances of numbers from a centre. */
record Distances(Numbers numbers, double centre) implements Numbers {
    @Override
    public long count() {
        return numbers.count();
    }

    @Override
    public long entries() {
        return numbers.entries();
    }

    @Override
    public void forEach(Consumer consumer) throws IOException {
        numbers.forEach(new Consumer() {
            private double[] distances = {};

            @Override
            public void accept(double value, long times) {
                consumer.accept(Math.abs(value - centre), times);
            }

            @Override
            public void acceptAll(double[] values, int length) {
                if (distances.length < length) {
                    distances = new double[length];
                }
                for (var i = 0; i < length; i++) {
                    distances[i] = Math.abs(values[i] - centre);
                }
                consumer.acceptAll(distances, length);
            }
        });
    }
}
