package dev.reviewgate.dataset.stats;

import java.security.SecureRandom;

/** What makes hashes of one run unlike those of another, so that nobody can prepare values of equal hashes. */
public record HashSecret(long first, long second) {
    public static HashSecret random() {
        var random = new SecureRandom();
        return new HashSecret(random.nextLong(), random.nextLong());
    }

    @Override
    public String toString() {
        return "HashSecret[hidden]";
    }
}
