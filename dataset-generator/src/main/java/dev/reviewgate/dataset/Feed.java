package dev.reviewgate.dataset;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where the report of a feed's last published dataset is kept. */
final class Feed {
    private Feed() {}

    /** {@code latest/<SHA-256 of the feed's name>/report.json}: a feed's name may hold what a key should not. */
    static String reportKey(String feed) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(feed.getBytes(StandardCharsets.UTF_8));
            return "latest/" + HexFormat.of().formatHex(digest) + "/report.json";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
