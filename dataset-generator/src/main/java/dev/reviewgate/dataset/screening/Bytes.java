package dev.reviewgate.dataset.screening;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/** Bytes that are put together; unlike a ByteArrayOutputStream without a lock for each of them. */
final class Bytes {
    private byte[] bytes = new byte[1 << 12];
    private int size;

    void append(byte b) {
        reserve(1);
        bytes[size++] = b;
    }

    void append(byte[] b, int from, int to) {
        reserve(to - from);
        System.arraycopy(b, from, bytes, size, to - from);
        size += to - from;
    }

    void append(byte[] b) {
        append(b, 0, b.length);
    }

    void append(String text, Charset charset) {
        append(text.getBytes(charset));
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }
}
