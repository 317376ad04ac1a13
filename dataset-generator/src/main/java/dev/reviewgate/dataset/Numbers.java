package dev.reviewgate.dataset;

import java.io.IOException;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleUnaryOperator;

/** The numbers of one column, gone through as often as needed. */
interface Numbers {
    long count();

    void forEach(DoubleConsumer values) throws IOException;

    /** The same numbers, each put through {@code function}. */
    default Numbers map(DoubleUnaryOperator function) {
        var original = this;
        return new Numbers() {
            @Override
            public long count() {
                return original.count();
            }

            @Override
            public void forEach(DoubleConsumer values) throws IOException {
                original.forEach(value -> values.accept(function.applyAsDouble(value)));
            }
        };
    }
}
