package dev.reviewgate.dataset;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.function.DoubleConsumer;

/**
 * A sum of doubles without rounding, so that it does not depend on the order of the rows: the significands are added up
 * per exponent, as whole numbers.
 */
final class ExactSum implements DoubleConsumer {
    private static final int EXPONENTS = 2_048;
    private static final int HALF_BITS = 27;

    /** A number half-way between two doubles has at most 768 digits; with fewer it would be rounded to the wrong side. */
    private static final MathContext DIGITS = new MathContext(800);

    private static final int SMALLEST_EXPONENT = Double.MIN_EXPONENT - 52;

    private final long[] high = new long[EXPONENTS];
    private final long[] low = new long[EXPONENTS];
    private long count;

    @Override
    public void accept(double value) {
        var bits = Double.doubleToRawLongBits(value);
        var exponent = (int) (bits >>> 52) & 0x7FF;
        var fraction = bits & 0xF_FFFF_FFFF_FFFFL;
        var significand = exponent == 0 ? fraction : fraction | 1L << 52;
        var signed = value < 0 ? -significand : significand;
        var bucket = Math.max(exponent, 1);
        // Two halves of 27 bits leave room for 2^36 values in a long.
        high[bucket] += signed >> HALF_BITS;
        low[bucket] += signed & (1L << HALF_BITS) - 1;
        count++;
    }

    /** The mean, rounded once; there must be at least one value. */
    double mean() {
        var sum = BigInteger.ZERO;
        for (var bucket = EXPONENTS - 1; bucket >= 1; bucket--) {
            sum = sum.shiftLeft(1)
                    .add(BigInteger.valueOf(high[bucket]).shiftLeft(HALF_BITS))
                    .add(BigInteger.valueOf(low[bucket]));
        }
        // The sum is counted in units of the smallest double.
        var divisor = BigInteger.valueOf(count).shiftLeft(-SMALLEST_EXPONENT);
        return new BigDecimal(sum).divide(new BigDecimal(divisor), DIGITS).doubleValue();
    }
}
