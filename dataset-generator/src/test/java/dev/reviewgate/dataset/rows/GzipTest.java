package dev.reviewgate.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GzipTest {
    private static final String CUT = "the gzip file ends too early; send it again";
    private static final String CORRUPT = "the gzip file is corrupt; send it again";

    @TempDir
    Path directory;

    @Test
    void contentOfAllMembersIsRead() throws IOException {
        var packed = join(gzip("\uFEFFid;name\n1;a\n"), gzip(""), gzip("2;b\n".repeat(50_000)), new byte[512]);

        var file = DatasetFile.open(Rows.file(directory, packed), FormatHints.NONE);

        assertThat(file.format().gzip()).isTrue();
        assertThat(file.columns()).containsExactly("id", "name");
        assertThat(file.path().getFileName().toString()).endsWith(".bin.unpacked");
        assertThat(file.size()).isEqualTo(Files.size(file.path()));
        assertThat(Rows.of(file)).hasSize(50_001);
    }

    @Test
    void membersMayEndAnywhere() throws IOException {
        var packed = new ByteArrayOutputStream();
        packed.writeBytes(gzip("id\n"));
        for (var row = 0; row < 20_000; row++) {
            packed.writeBytes(gzip(row % 3 == 0 ? "" : row + "\n"));
        }

        var file = DatasetFile.open(Rows.file(directory, packed.toByteArray()), FormatHints.NONE);

        assertThat(Rows.texts(file))
                .isEqualTo(IntStream.range(0, 20_000)
                        .filter(row -> row % 3 != 0)
                        .mapToObj(row -> List.of(Integer.toString(row)))
                        .toList());
    }

    @Test
    void optionalPartsOfAHeaderAreSkipped() throws IOException {
        var plain = gzip("a,b\n1,2\n");
        plain[3] = 0x1E;
        var parts = new byte[] {2, 0, 'x', 'y', 'n', 0, 'c', 0, 9, 9};
        var packed = join(Arrays.copyOf(plain, 10), parts, Arrays.copyOfRange(plain, 10, plain.length));

        assertThat(Rows.texts(DatasetFile.open(Rows.file(directory, packed), FormatHints.NONE)))
                .containsExactly(List.of("1", "2"));
    }

    @Test
    void fileThatIsCutAnywhereIsRefused() throws IOException {
        var first = gzip("a,b\n1,2\n");
        var packed = join(first, gzip("3,4\n"));

        for (var length = 2; length < packed.length; length++) {
            if (length != first.length) {
                assertRefused(Arrays.copyOf(packed, length), CUT);
            }
        }
    }

    @Test
    void corruptFileIsRefused() throws IOException {
        var packed = gzip("a,b\n1,2\n");
        var checksum = packed.clone();
        checksum[packed.length - 8] ^= 1;
        var size = packed.clone();
        size[packed.length - 4] ^= 1;
        var method = packed.clone();
        method[2] = 7;
        var deflate = packed.clone();
        deflate[10] = 7;

        assertRefused(checksum, CORRUPT);
        assertRefused(size, CORRUPT);
        assertRefused(method, CORRUPT);
        assertRefused(deflate, CORRUPT);
        assertRefused(join(packed, new byte[] {'x'}), CORRUPT);
        assertRefused(join(packed, new byte[] {0, 'x'}), CORRUPT);
    }

    @Test
    void packedTwiceIsRefused() throws IOException {
        var inner = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(inner)) {
            gzip.write(gzip("a,b\n1,2\n"));
        }

        assertRefused(inner.toByteArray(), "line 1, column 1: a gzip file inside a gzip file; pack it once");
    }

    @Test
    void contentIsBounded() throws IOException {
        var file = Rows.file(directory, gzip("id\n" + "1\n".repeat(1_000_000)));

        assertThatThrownBy(() -> DatasetFile.open(file, FormatHints.NONE, 2_000_002))
                .isInstanceOf(UnreadableFile.class)
                .hasMessage("the gzip file unpacks to more than 2,000,002 bytes, which are allowed");
        assertThat(directory).isDirectoryNotContaining("glob:**.unpacked");
        assertThat(DatasetFile.open(file, FormatHints.NONE, 2_000_003).size()).isEqualTo(2_000_003);
    }

    private void assertRefused(byte[] packed, String message) {
        assertThatThrownBy(() -> DatasetFile.open(Rows.file(directory, packed), FormatHints.NONE))
                .isInstanceOf(UnreadableFile.class)
                .hasMessage(message);
        assertThat(directory).isDirectoryNotContaining("glob:**.unpacked");
    }

    private static byte[] gzip(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
