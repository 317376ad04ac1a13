package dev.reviewgate.dataset.screening;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Which rows a dataset holds, in a few bytes: the sum of a 128-bit hash of each row, and how often each of those rows occurs
 * whose hashes are the smallest. Neither depends on the order of the rows, nor on the parts in which they are read. Line ends
 * do not count. The hash is no cryptographic one: it tells a delivery that came again, not one that somebody forged.
 */
final class RowDigest {
    /** So many different rows say to about a percent how many rows are repeated. */
    private static final int SAMPLED = 1 << 12;

    private static final HexFormat HEX = HexFormat.of();
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Digits of pi, so that nobody has to ask where they come from. */
    private static final long FIRST = 0x243F_6A88_85A3_08D3L;

    private static final long SECOND = 0x1319_8A2E_0370_7344L;
    private static final long THIRD = 0xA409_3822_299F_31D0L;
    private static final long FOURTH = 0x082E_FA98_EC4E_6C89L;

    private long high;
    private long low;

    /** How often each sampled row occurs, by its hash. */
    private final HashMap<Long, Long> sample = new HashMap<>();

    /** Rows with this hash or a larger one are not in the sample. */
    private long sampledBelow = Long.MAX_VALUE;

    /** Adds a row as it stands in the file. */
    void add(byte[] raw, int from, int to) {
        var end = to;
        while (end > from && (raw[end - 1] == '\n' || raw[end - 1] == '\r')) {
            end--;
        }
        var a = FIRST + (end - from) * FOURTH;
        var b = SECOND;
        if (end - from < 2 * Long.BYTES) {
            var middle = Math.min(end, from + Long.BYTES);
            a = fold(a ^ word(raw, from, middle), THIRD ^ word(raw, middle, end));
        } else {
            for (var at = from; at < end - 2 * Long.BYTES; at += 2 * Long.BYTES) {
                a = fold(a ^ longAt(raw, at), THIRD ^ longAt(raw, at + Long.BYTES));
                b = Long.rotateLeft(b, 29) ^ a;
            }
            a = fold(a ^ longAt(raw, end - 2 * Long.BYTES), THIRD ^ longAt(raw, end - Long.BYTES));
        }
        b = fold(b ^ a, FOURTH);
        high += a;
        low += b;
        if (b < sampledBelow) {
            sample(b, 1);
        }
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ (a * b);
    }

    private static long longAt(byte[] b, int at) {
        return (long) LONGS.get(b, at);
    }

    private static long word(byte[] b, int from, int to) {
        var word = 0L;
        for (var i = to - 1; i >= from; i--) {
            word = (word << 8) | (b[i] & 0xFF);
        }
        return word;
    }

    /** Takes in twice as many before it drops the larger half, which is seldom. */
    private void sample(long hash, long times) {
        sample.merge(hash, times, Long::sum);
        if (sample.size() >= 2 * SAMPLED) {
            keepSmallest();
        }
    }

    private void keepSmallest() {
        if (sample.size() > SAMPLED) {
            sampledBelow =
                    sample.keySet().stream().sorted().skip(SAMPLED).findFirst().orElse(sampledBelow);
            sample.keySet().removeIf(hash -> hash >= sampledBelow);
        }
    }

    /** Adds the rows of another part. */
    void merge(RowDigest other) {
        high += other.high;
        low += other.low;
        sampledBelow = Math.min(sampledBelow, other.sampledBelow);
        sample.keySet().removeIf(hash -> hash >= sampledBelow);
        other.sample.forEach((hash, times) -> {
            if (hash < sampledBelow) {
                sample(hash, times);
            }
        });
    }

    /** In hexadecimal digits; equal for the same rows in any order. */
    String text() {
        return HEX.toHexDigits(high) + HEX.toHexDigits(low);
    }

    /** The share of the rows that another row equals, the first of them not counted, as far as the sample tells. */
    double repeated() {
        keepSmallest();
        var sampled = sample.values().stream().mapToLong(Long::longValue).sum();
        return sampled == 0 ? 0 : (double) (sampled - sample.size()) / sampled;
    }

    void write(DataOutput out) throws IOException {
        keepSmallest();
        out.writeLong(high);
        out.writeLong(low);
        out.writeLong(sampledBelow);
        out.writeInt(sample.size());
        for (Map.Entry<Long, Long> row : sample.entrySet()) {
            out.writeLong(row.getKey());
            out.writeLong(row.getValue());
        }
    }

    static RowDigest read(DataInput in) throws IOException {
        var digest = new RowDigest();
        digest.high = in.readLong();
        digest.low = in.readLong();
        digest.sampledBelow = in.readLong();
        for (var left = in.readInt(); left > 0; left--) {
            var hash = in.readLong();
            digest.sample.put(hash, in.readLong());
        }
        return digest;
    }
}
