package dev.reviewgate.dataset.stats;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.stream.IntStream;

/**
 * A sum of doubles without rounding, so that it does not depend on the order of the rows: the significands are added up
 * per exponent, as whole numbers.
 */
final class ExactSum implements Numbers.Consumer {
    private static final int EXPONENTS = 2_048;
    private static final int HALF_BITS = 27;
    private static final long LOW_HALF = (1L << HALF_BITS) - 1;

    /** A number half-way between two doubles has at most 768 digits; with fewer it would be rounded to the wrong side. */
    private static final MathContext DIGITS = new MathContext(800);

    private static final int SMALLEST_EXPONENT = Double.MIN_EXPONENT - 52;

    /** Two halves of 27 bits leave room for 2^36 values in a long. */
    private final long[] high = new long[EXPONENTS];

    private final long[] low = new long[EXPONENTS];
    private long count;

    @Override
    public void accept(double value, long times) {
        var bits = Double.doubleToRawLongBits(value);
        var exponent = (int) (bits >>> 52) & 0x7FF;
        var fraction = bits & 0xF_FFFF_FFFF_FFFFL;
        var significand = exponent == 0 ? fraction : fraction | (1L << 52);
        var sign = bits >> 63;
        var signed = (significand ^ sign) - sign;
        var bucket = Math.max(exponent, 1);
        high[bucket] += (signed >> HALF_BITS) * times;
        low[bucket] += (signed & LOW_HALF) * times;
        count += times;
    }

    @Override
    public void acceptAll(double[] values, int length) {
        for (var i = 0; i < length; i++) {
            accept(values[i], 1);
        }
    }

    long count() {
        return count;
    }

    void merge(ExactSum other) {
        for (var i = 0; i < EXPONENTS; i++) {
            high[i] += other.high[i];
            low[i] += other.low[i];
        }
        count += other.count;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeLong(count);
        out.writeInt((int) IntStream.range(0, EXPONENTS).filter(this::isUsed).count());
        for (var i = 0; i < EXPONENTS; i++) {
            if (isUsed(i)) {
                out.writeShort(i);
                out.writeLong(high[i]);
                out.writeLong(low[i]);
            }
        }
    }

    private boolean isUsed(int bucket) {
        return high[bucket] != 0 || low[bucket] != 0;
    }

    static ExactSum readFrom(DataInput in) throws IOException {
        var sum = new ExactSum();
        sum.count = in.readLong();
        for (var left = in.readInt(); left > 0; left--) {
            var bucket = in.readShort();
            sum.high[bucket] = in.readLong();
            sum.low[bucket] = in.readLong();
        }
        return sum;
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
