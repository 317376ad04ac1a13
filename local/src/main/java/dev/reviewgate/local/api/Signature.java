package dev.reviewgate.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reviewgate.local.http.Exchange;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code Authorization} header of Signature Version 4 says.
 *
 * @param scope day, region, service and the word that ends it
 * @param signedHeaders in the order of the header
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Create a
 *     signed AWS API request</a>
 */
record Signature(String accessKey, String scope, List<String> signedHeaders, String value) {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final Pattern AUTHORIZATION = Pattern.compile(ALGORITHM
            + "\\s+Credential=(?<key>[A-Za-z0-9_.@+=-]{1,128})/(?<scope>\\d{8}/[a-z0-9-]+/[a-z0-9-]+/aws4_request)"
            + ",\\s*SignedHeaders=(?<headers>[a-z0-9;-]+),\\s*Signature=(?<value>[0-9a-f]{64})");
    private static final String TIME = "X-Amz-Date";
    private static final String PAYLOAD_HASH = "X-Amz-Content-Sha256";

    Signature {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /** Reads the header; null if there is none of this kind. */
    static @Nullable Signature of(Exchange exchange) {
        Matcher matcher = AUTHORIZATION.matcher(header(exchange, "Authorization"));
        return matcher.matches()
                ? new Signature(
                        matcher.group("key"),
                        matcher.group("scope"),
                        List.of(matcher.group("headers").split(";", -1)),
                        matcher.group("value"))
                : null;
    }

    /** Returns when the request was signed, as it was sent; empty if it does not say so. */
    static String time(Exchange exchange) {
        return header(exchange, TIME);
    }

    /** Tells whether this is the signature of exactly this request by somebody who knows the secret. */
    boolean isOf(Exchange exchange, byte[] body, SecretAccessKey secret) {
        String hash = hex(sha256(body));
        String sentHash = header(exchange, PAYLOAD_HASH);
        if (!coversWhatItHasTo(exchange) || !(sentHash.isEmpty() || sentHash.equals(hash))) {
            return false;
        }
        String query;
        try {
            query = canonicalQuery(exchange.rawQuery());
        } catch (IllegalArgumentException e) {
            return false;
        }
        String request = String.join(
                "\n",
                exchange.method(),
                canonicalPath(exchange.rawPath()),
                query,
                canonicalHeaders(exchange),
                String.join(";", signedHeaders),
                hash);
        String toSign = String.join("\n", ALGORITHM, time(exchange), scope, hex(sha256(request.getBytes(UTF_8))));
        byte[] key = ("AWS4" + secret.value()).getBytes(UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return MessageDigest.isEqual(hex(hmac(key, toSign)).getBytes(UTF_8), value.getBytes(UTF_8));
    }

    /** The host and all that is said to AWS has to be signed, and nothing that was not sent can be. */
    private boolean coversWhatItHasTo(Exchange exchange) {
        return signedHeaders.contains("host")
                && signedHeaders.contains(TIME.toLowerCase(Locale.ROOT))
                && signedHeaders.stream()
                        .noneMatch(name -> exchange.headers(name).isEmpty())
                && exchange.requestHeaders().keySet().stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .filter(name -> name.startsWith("x-amz-"))
                        .allMatch(signedHeaders::contains);
    }

    /** A path is encoded once more than it was sent, for every service but S3. */
    private static String canonicalPath(String rawPath) {
        return encode(rawPath).replace("%2F", "/");
    }

    private static String canonicalQuery(String rawQuery) {
        List<String> pairs = new ArrayList<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                pairs.add(recode(parts[0]) + "=" + (parts.length == 2 ? recode(parts[1]) : ""));
            }
        }
        Collections.sort(pairs);
        return String.join("&", pairs);
    }

    private String canonicalHeaders(Exchange exchange) {
        return signedHeaders.stream()
                .map(name -> name + ":" + header(exchange, name) + "\n")
                .collect(Collectors.joining());
    }

    private static String header(Exchange exchange, String name) {
        return exchange.headers(name).stream()
                .map(value -> value.strip().replaceAll(" +", " "))
                .collect(Collectors.joining(","));
    }

    /** @throws IllegalArgumentException if it is not encoded as it has to be */
    private static String recode(String encoded) {
        return encode(URLDecoder.decode(encoded, UTF_8));
    }

    /** Encodes everything but letters, digits and {@code -._~}. */
    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
