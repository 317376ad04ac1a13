package dev.reviewgate.dataset.stats;

import java.io.IOException;
import java.util.List;

/** The numbers of one column, all of them finite and in no particular order, gone through as often as needed. */
public interface Numbers {
    /** Takes numbers one by one or many at once. */
    @FunctionalInterface
    interface Consumer {
        /** Takes {@code value}, which occurs {@code times} times more. */
        void accept(double value, long times);

        /** Takes the first {@code length} of {@code values}, once each; overridden where speed counts. */
        default void acceptAll(double[] values, int length) {
            for (var i = 0; i < length; i++) {
                accept(values[i], 1);
            }
        }
    }

    /** How many numbers there are, repeated ones included. */
    long count();

    /** At most how many pairs of value and times {@link #forEach} hands out. */
    default long entries() {
        return count();
    }

    void forEach(Consumer consumer) throws IOException;

    /** The number as which one of these is handed out: itself, unless another one stands for it. */
    default double counted(double value) {
        return value;
    }

    /** Whether these are the numbers themselves, and not others that stand for those close by. */
    default boolean isExact() {
        return true;
    }

    /** The numbers of several parts of one column. */
    static Numbers union(List<? extends Numbers> parts) {
        return parts.size() == 1 ? parts.get(0) : new Union(List.copyOf(parts));
    }

    /** Parts that are gone through one after the other. */
    record Union(List<Numbers> parts) implements Numbers {
        @Override
        public long count() {
            return parts.stream().mapToLong(Numbers::count).sum();
        }

        @Override
        public long entries() {
            return parts.stream().mapToLong(Numbers::entries).sum();
        }

        @Override
        public void forEach(Consumer consumer) throws IOException {
            for (var part : parts) {
                part.forEach(consumer);
            }
        }
    }
}
