package dev.reviewgate.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request once more from what arrived, by the book.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed AWS API request</a>
 */
final class SigV4 {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

    private SigV4() {}

    /** What a valid signature says. */
    record Claim(String accessKey, String region, String service) {}

    /**
     * Returns whose signature it is.
     *
     * @param headers by lower-case name
     * @throws AssertionError if the signature is not that of the request
     */
    static Claim verify(
            String method, String path, String query, Map<String, String> headers, byte[] body, String secret) {
        Matcher given = AUTHORIZATION.matcher(headers.getOrDefault("authorization", ""));
        if (!given.matches()) {
            throw new AssertionError("no signature: " + headers.get("authorization"));
        }
        String[] names = given.group(5).split(";", -1);
        for (String needed : new String[] {"host", "x-amz-date"}) {
            if (!Arrays.asList(names).contains(needed)) {
                throw new AssertionError(needed + " is not signed");
            }
        }
        String hash = HexFormat.of().formatHex(sha256(body));
        if (!hash.equals(headers.getOrDefault("x-amz-content-sha256", hash))) {
            throw new AssertionError("the body is not the one that was signed");
        }
        String canonical = method + "\n" + path + "\n" + canonical(query) + "\n"
                + Arrays.stream(names)
                        .map(n -> n + ":" + headers.getOrDefault(n, "").strip() + "\n")
                        .collect(Collectors.joining())
                + "\n" + given.group(5) + "\n" + hash;
        String scope = given.group(2) + "/" + given.group(3) + "/" + given.group(4) + "/aws4_request";
        String toSign = "AWS4-HMAC-SHA256\n" + headers.get("x-amz-date") + "\n" + scope + "\n"
                + HexFormat.of().formatHex(sha256(canonical.getBytes(UTF_8)));
        byte[] key = ("AWS4" + secret).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        if (!HexFormat.of().formatHex(hmac(key, toSign)).equals(given.group(6))) {
            throw new AssertionError("the signature does not fit\n" + canonical);
        }
        return new Claim(given.group(1), given.group(3), given.group(4));
    }

    private static String canonical(String query) {
        Map<String, String> sorted = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                sorted.put(encode(parts[0]), parts.length == 2 ? encode(parts[1]) : "");
            }
        }
        return sorted.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
