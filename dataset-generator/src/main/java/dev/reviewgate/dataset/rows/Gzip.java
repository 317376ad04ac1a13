package dev.reviewgate.dataset.rows;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952) of any number of members. {@link java.util.zip.GZIPInputStream} takes whatever follows the first
 * member, a broken second one too, for the end of the file, so that half a dataset would be screened as if it were all.
 */
final class Gzip implements AutoCloseable {
    private static final String CUT = "the gzip file ends too early; send it again";
    private static final String CORRUPT = "the gzip file is corrupt; send it again";

    private static final int HEADER_CHECKSUM = 1 << 1;
    private static final int EXTRA = 1 << 2;
    private static final int NAME = 1 << 3;
    private static final int COMMENT = 1 << 4;
    private static final int DEFLATE = 8;

    private final InputStream in;
    private final OutputStream out;
    private final long most;
    private final Inflater inflater = new Inflater(true);

    /** Header, content and trailer are all taken from here, so that a small member costs no more than its bytes. */
    private final byte[] packed = new byte[1 << 16];

    private int at;
    private int limit;
    private final byte[] unpacked = new byte[1 << 16];
    private long written;

    private Gzip(InputStream in, OutputStream out, long most) {
        this.in = in;
        this.out = out;
        this.most = most;
    }

    /** Writes the content to another file; throws {@link UnreadableFile} if it is broken or has more than so many bytes. */
    static void unpack(Path from, Path to, long mostBytes) throws IOException {
        try (var in = Files.newInputStream(from);
                var out = Files.newOutputStream(to);
                var gzip = new Gzip(in, out, mostBytes)) {
            do {
                gzip.readHeader();
                gzip.readMember();
            } while (gzip.hasAnotherMember());
        } catch (EOFException e) {
            throw new UnreadableFile(CUT);
        } catch (DataFormatException e) {
            throw new UnreadableFile(CORRUPT);
        }
    }

    private void readHeader() throws IOException {
        if (take() != 0x1F || take() != 0x8B || take() != DEFLATE) {
            throw new UnreadableFile(CORRUPT);
        }
        var flags = take();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(take() | take() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CHECKSUM) != 0) {
            skip(2);
        }
    }

    private void readMember() throws IOException, DataFormatException {
        inflater.reset();
        var checksum = new CRC32();
        long size = 0;
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                if (!hasMore()) {
                    throw new EOFException();
                }
                inflater.setInput(packed, at, limit - at);
                at = limit;
            }
            var count = inflater.inflate(unpacked);
            if (count == 0 && inflater.needsDictionary()) {
                throw new UnreadableFile(CORRUPT);
            }
            written += count;
            if (written > most) {
                throw new UnreadableFile(String.format(
                        Locale.ROOT, "the gzip file unpacks to more than %,d bytes, which are allowed", most));
            }
            checksum.update(unpacked, 0, count);
            size += count;
            out.write(unpacked, 0, count);
        }
        at = limit - inflater.getRemaining();
        if (takeInt() != checksum.getValue() || takeInt() != (size & 0xFFFF_FFFFL)) {
            throw new UnreadableFile(CORRUPT);
        }
    }

    /** Zeros may follow the last member: tapes are written in blocks. */
    private boolean hasAnotherMember() throws IOException {
        var zeros = false;
        while (hasMore()) {
            if (packed[at] != 0) {
                if (zeros) {
                    throw new UnreadableFile(CORRUPT);
                }
                return true;
            }
            zeros = true;
            at++;
        }
        return false;
    }

    /** Whether there is a byte at {@link #at}; false at the end of the file. */
    private boolean hasMore() throws IOException {
        if (at == limit) {
            at = 0;
            limit = Math.max(0, in.read(packed));
        }
        return at < limit;
    }

    private long takeInt() throws IOException {
        return (take() | take() << 8 | take() << 16) | (long) take() << 24;
    }

    private int take() throws IOException {
        if (!hasMore()) {
            throw new EOFException();
        }
        return packed[at++] & 0xFF;
    }

    private void skip(int count) throws IOException {
        for (var left = count; left > 0; left--) {
            take();
        }
    }

    private void skipText() throws IOException {
        var next = take();
        while (next != 0) {
            next = take();
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
