package dev.reviewgate.local.s3;

import dev.reviewgate.local.http.Exchange;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The checksum of a part as its sender gave it, in a header or behind the body. S3 answers with it, and AWS SDKs name in
 * {@code CompleteMultipartUpload} what S3 answered; S3Mock checks it, does not answer with it, and then refuses to complete
 * an upload because it is missing.
 */
final class PartChecksum {
    private static final String PREFIX = "x-amz-checksum-";

    /** Longer than the last chunk's frame, a checksum and its signature together. */
    private static final int TAIL = 1024;

    private static final Pattern TRAILER = Pattern.compile("(?im)^(x-amz-checksum-[a-z0-9]+):\\s*([A-Za-z0-9+/=]+)");

    private final byte[] tail = new byte[TAIL];
    private final Exchange exchange;
    private long length;

    private PartChecksum(Exchange exchange) {
        this.exchange = exchange;
    }

    static boolean isPart(Exchange exchange) {
        return exchange.method().equals("PUT")
                && exchange.query().containsKey("partNumber")
                && exchange.query().containsKey("uploadId");
    }

    static PartChecksum of(Exchange exchange) {
        return new PartChecksum(exchange);
    }

    /** Returns the body as it is; its end is looked at as it passes. */
    InputStream watch(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                int read = super.read(bytes, offset, count);
                for (int i = Math.max(0, read - TAIL); i < read; i++) {
                    tail[(int) ((length + i) % TAIL)] = bytes[offset + i];
                }
                length += Math.max(0, read);
                return read;
            }
        };
    }

    /** Returns the header to answer with, once the body has passed; none if the part came without a checksum. */
    Map<String, String> header() {
        for (String name : exchange.requestHeaders().keySet()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(PREFIX) && !lower.equals(PREFIX + "algorithm") && !lower.equals(PREFIX + "type")) {
                return Map.of(lower, String.valueOf(exchange.header(name)));
            }
        }
        if (exchange.header("x-amz-trailer") == null) {
            return Map.of();
        }
        Matcher trailer = TRAILER.matcher(end());
        return trailer.find() ? Map.of(trailer.group(1).toLowerCase(Locale.ROOT), trailer.group(2)) : Map.of();
    }

    private String end() {
        int kept = (int) Math.min(length, TAIL);
        byte[] end = new byte[kept];
        for (int i = 0; i < kept; i++) {
            end[i] = tail[(int) ((length - kept + i) % TAIL)];
        }
        return new String(end, StandardCharsets.ISO_8859_1);
    }
}
