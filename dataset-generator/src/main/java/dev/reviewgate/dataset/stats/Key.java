package dev.reviewgate.dataset.stats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Turns values of any length into keys of 16 bytes. A value of at most {@value #LONGEST_EXACT} bytes is its own key, with
 * its length in the last byte; a longer one is hashed to 120 bits, marked by an impossible length. Among a billion long
 * values two that differ have the same key with a probability of about 2<sup>-61</sup>. The object is refilled for each value.
 */
final class Key {
    static final int LONGEST_EXACT = 15;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HASHED = 0xFFL << 56;

    private final long[] secrets = new long[6];
    private long first;
    private long second;

    Key(HashSecret secret) {
        var state = secret.first();
        for (var i = 0; i < secrets.length; i++) {
            state += 0x9E3779B97F4A7C15L;
            secrets[i] = mix(state) ^ mix(secret.second() + i);
        }
    }

    /** SplitMix64's finaliser (Steele, Lea and Flood 2014). */
    private static long mix(long value) {
        var z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** Both halves of the 128-bit product, as wyhash does it. */
    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ (a * b);
    }

    void set(byte[] b, int from, int to) {
        var length = to - from;
        if (length > LONGEST_EXACT) {
            hash(b, from, to);
        } else if (length > Long.BYTES) {
            first = (long) LONGS.get(b, from);
            second = tail(b, from + Long.BYTES, to) | ((long) length << 56);
        } else {
            first = tail(b, from, to);
            second = (long) length << 56;
        }
    }

    /** Up to eight bytes, the missing ones 0. */
    private static long tail(byte[] b, int from, int to) {
        var length = to - from;
        if (length == 0) {
            return 0;
        }
        if (from + Long.BYTES <= b.length) {
            return (long) LONGS.get(b, from) & (-1L >>> (Long.SIZE - 8 * length));
        }
        var bits = 0L;
        for (var i = to - 1; i >= from; i--) {
            bits = (bits << 8) | (b[i] & 0xFF);
        }
        return bits;
    }

    private void hash(byte[] b, int from, int to) {
        var a = secrets[0] ^ (to - from);
        var c = secrets[3] ^ (to - from);
        var at = from;
        for (; to - at >= 2 * Long.BYTES; at += 2 * Long.BYTES) {
            var x = (long) LONGS.get(b, at);
            var y = (long) LONGS.get(b, at + Long.BYTES);
            a = fold(x ^ secrets[1], y ^ a);
            c = fold(x ^ c, y ^ secrets[4]);
        }
        var split = Math.min(to, at + Long.BYTES);
        var x = tail(b, at, split);
        var y = tail(b, split, to);
        a = fold(x ^ secrets[1], y ^ a);
        c = fold(x ^ c, y ^ secrets[4]);
        first = fold(a ^ secrets[2], secrets[1]);
        second = fold(c ^ secrets[5], secrets[4]) | HASHED;
    }

    long first() {
        return first;
    }

    long second() {
        return second;
    }

    /** Spreads keys evenly; the secret keeps its values from being foreseen. */
    long spread() {
        return spread(first, second);
    }

    long spread(long key, long otherKey) {
        return mix(fold(key ^ secrets[2], otherKey ^ secrets[5]) + key);
    }
}
