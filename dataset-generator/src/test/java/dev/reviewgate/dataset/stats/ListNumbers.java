package dev.reviewgate.dataset.stats;

import java.util.Arrays;
import java.util.List;

/** Numbers as a test writes them down. */
record ListNumbers(List<Double> values) implements Numbers {
    static ListNumbers of(double... values) {
        return new ListNumbers(Arrays.stream(values).boxed().toList());
    }

    @Override
    public long count() {
        return values.size();
    }

    @Override
    public void forEach(Consumer consumer) {
        var half = values.size() / 2;
        var block = values.stream().limit(half).mapToDouble(value -> value).toArray();
        consumer.acceptAll(block, half);
        values.stream().skip(half).forEach(value -> consumer.accept(value, 1));
    }
}
