package dev.reviewgate.dataset.stats;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Lists of the numbers that a file may hold. */
final class Values {
    private Values() {}

    static Arbitrary<List<Double>> lists() {
        var small = Arbitraries.integers().between(-50, 50).map(tenths -> tenths / 10.0);
        var any = Arbitraries.longs().map(Double::longBitsToDouble).filter(value -> Math.abs(value) <= 1e300);
        var tiny = Arbitraries.of(Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL, 0.0, 1e-310, 1e300, -1e300);
        // As the reader of values does, which knows of one zero only.
        return Arbitraries.oneOf(small, any, tiny)
                .map(value -> value + 0.0)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }
}
