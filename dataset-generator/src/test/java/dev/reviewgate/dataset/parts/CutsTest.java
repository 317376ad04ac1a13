package dev.reviewgate.dataset.parts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CutsTest {
    @Property(tries = 300)
    void theRangesAreTheWholeFileAndEachEndsWithALine(
            @ForAll("files") String text, @ForAll @IntRange(min = 1, max = 60) int target) throws IOException {
        var file = text.getBytes(UTF_8);

        var cuts = Cuts.of(0, file.length, target, reading(file));

        assertThat(cuts).startsWith(0L).endsWith((long) file.length).isSorted().doesNotHaveDuplicates();
        for (var cut : cuts.subList(1, cuts.size() - 1)) {
            var at = cut.intValue();
            assertThat(file[at - 1]).isIn((byte) '\n', (byte) '\r');
            assertThat(file[at - 1] == '\r' && file[at] == '\n').isFalse();
        }
    }

    @Property(tries = 100)
    void noRangeIsMuchLongerThanAsked(@ForAll @IntRange(min = 1, max = 400) int lines) throws IOException {
        var file = "0123456789\n".repeat(lines).getBytes(UTF_8);

        var cuts = Cuts.of(0, file.length, 100, reading(file));

        for (var i = 1; i < cuts.size(); i++) {
            assertThat(cuts.get(i) - cuts.get(i - 1)).isLessThanOrEqualTo(100 + 11);
        }
    }

    @Test
    void theHeaderBelongsToNoRange() throws IOException {
        var file = "id,name\n1,Ada\n2,Bob\n".getBytes(UTF_8);

        assertThat(Cuts.of(8, file.length, 6, reading(file))).isEqualTo(List.of(8L, 14L, 20L));
    }

    @Test
    void aLineEndOfTwoBytesThatLiesAcrossTwoReadingsIsNotCut() throws IOException {
        var file = ("x".repeat(70_000) + "\r\ny\r\n").getBytes(UTF_8);

        // Answers one byte at a time, so that every pair lies across two readings.
        var cuts = Cuts.of(0, file.length, 69_990, (from, to) -> new byte[] {file[(int) from]});

        assertThat(cuts).containsExactly(0L, 70_002L, (long) file.length);
    }

    @Test
    void aFileWithoutLineEndsIsRefused() {
        var file = new byte[3 << 20];
        Arrays.fill(file, (byte) 'x');

        assertThatThrownBy(() -> Cuts.of(0, file.length, 1 << 20, reading(file)))
                .isInstanceOf(Cuts.LineTooLong.class)
                .hasMessageContaining("1048576 bytes behind byte 1048575");
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of("a,b", "long line of text", "", "\"q\"", "é")
                .flatMap(line -> Arbitraries.of("\n", "\r\n", "\r").map(end -> line + end))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40)
                .map(lines -> String.join("", lines));
    }

    private static Cuts.Bytes reading(byte[] file) {
        return (from, to) -> Arrays.copyOfRange(file, (int) from, (int) to);
    }
}
