package dev.reviewgate.local.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A request to the app's request URL.
 *
 * @param body the form, {@code payload=...}
 * @param timestamp seconds since 1970; empty leaves the header out
 * @param signature of version 0; empty leaves the header out
 */
public record SlackRequest(String body, String timestamp, String signature) {
    /** Signs a body as Slack does (docs.slack.dev, Verifying requests from Slack). */
    public static SlackRequest signed(String body, Instant at, String signingSecret) {
        String timestamp = Long.toString(at.getEpochSecond());
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(signingSecret.getBytes(UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(UTF_8));
            return new SlackRequest(body, timestamp, "v0=" + HexFormat.of().formatHex(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Returns the same body without any signature. */
    public SlackRequest unsigned() {
        return new SlackRequest(body, "", "");
    }
}
