package dev.reviewgate.callback;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The name/value pairs of a query string or a posted form; it never prints them, since one of them is a secret. */
final class Params {
    private final Map<String, String> values;

    private Params(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads {@code application/x-www-form-urlencoded} bytes, more strictly than most: a value given twice could mean two things.
     *
     * @throws BadRequest if an escape, the UTF-8 or a repeated name makes the meaning doubtful
     */
    static Params parse(byte[] encoded) {
        Map<String, String> values = new LinkedHashMap<>();
        int start = 0;
        while (start < encoded.length) {
            int end = indexOf(encoded, '&', start, encoded.length);
            int equals = indexOf(encoded, '=', start, end);
            if (end > start) {
                String name = decode(encoded, start, equals);
                String value = equals == end ? "" : decode(encoded, equals + 1, end);
                if (values.putIfAbsent(name, value) != null) {
                    throw new BadRequest("The form gives a field more than once.");
                }
            }
            start = end + 1;
        }
        return new Params(values);
    }

    /** Reads a query string; one that cannot be read has no values. */
    static Params parseQuery(String query) {
        try {
            return parse(query.getBytes(StandardCharsets.UTF_8));
        } catch (BadRequest e) {
            return new Params(Map.of());
        }
    }

    /** Returns a value, or an empty text where there is none. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return to;
    }

    private static String decode(byte[] encoded, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            byte b = encoded[i];
            if (b == '+') {
                out.write(' ');
            } else if (b == '%') {
                int high = i + 2 < to ? Character.digit(encoded[i + 1], 16) : -1;
                int low = i + 2 < to ? Character.digit(encoded[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new BadRequest("The form has an incomplete %-escape.");
                }
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(b);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest("The form is not UTF-8.", e);
        }
    }

    @Override
    public String toString() {
        return "Params[" + values.size() + "]";
    }
}
