package dev.reviewgate.slack;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Slack's signature, version 0: HMAC-SHA-256 over {@code v0:timestamp:body}, of which the body counts byte by byte.
 *
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Verifying requests from Slack</a>
 */
public final class SlackSignature {
    /** How far the sender's clock may be from ours, either way. */
    public static final Duration MAX_SKEW = Duration.ofMinutes(5);

    public static final String TIMESTAMP_HEADER = "x-slack-request-timestamp";
    public static final String SIGNATURE_HEADER = "x-slack-signature";

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{1,12}");
    private static final Pattern SIGNATURE = Pattern.compile("v0=[0-9a-f]{64}");

    private SlackSignature() {}

    /** What a signature proves. */
    public enum Check {
        /** Slack sent this, and not long ago. */
        GENUINE,
        /** There is no signature, or nothing that could be one. */
        UNSIGNED,
        /** It was signed at another time. */
        SKEWED,
        /** It was signed with another secret, or says something else than what was signed. */
        FOREIGN
    }

    /** Signs a body as Slack does. */
    public static String sign(SlackCredentials credentials, Instant at, byte[] body) {
        return sign(credentials, Long.toString(at.getEpochSecond()), body);
    }

    /** Checks the two headers of a request against its body as it was sent; the time taken tells nothing of the signature. */
    public static Check check(
            SlackCredentials credentials, String timestamp, String signature, byte[] body, Instant now) {
        if (!TIMESTAMP.matcher(timestamp).matches()
                || !SIGNATURE.matcher(signature).matches()) {
            return Check.UNSIGNED;
        }
        if (Math.abs(now.getEpochSecond() - Long.parseLong(timestamp)) > MAX_SKEW.toSeconds()) {
            return Check.SKEWED;
        }
        byte[] expected = sign(credentials, timestamp, body).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII))
                ? Check.GENUINE
                : Check.FOREIGN;
    }

    private static String sign(SlackCredentials credentials, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(credentials.signingSecret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update(("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
