package dev.reviewgate.dataset.parts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** The beginning of a file, which may be packed by gzip and may end anywhere. */
final class Packed {
    private Packed() {}

    static boolean isGzip(byte[] bytes) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == 0x1F && (bytes[1] & 0xFF) == 0x8B;
    }

    /** Unpacks as much as there is, at most {@code limit} bytes. */
    static byte[] beginning(byte[] packed, int limit) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            var buffer = new byte[1 << 13];
            int read;
            while (out.size() < limit && (read = in.read(buffer)) >= 0) {
                out.write(buffer, 0, read);
            }
        } catch (EOFException e) {
            // The rest of the file is elsewhere; whether it is sound is found out when it is read as a whole.
            return out.toByteArray();
        }
        return out.toByteArray();
    }

    /** Leaves out what stands behind the last line end; all of it if there is none. */
    static byte[] wholeLines(byte[] bytes) {
        for (var end = bytes.length; end > 0; end--) {
            if (bytes[end - 1] == '\n' || bytes[end - 1] == '\r') {
                return Arrays.copyOf(bytes, end);
            }
        }
        return bytes;
    }
}
