package dev.reviewgate.dataset.screening;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reviewgate.dataset.rows.FormatHints;
import dev.reviewgate.dataset.rows.UnreadableFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Into how many parts a file is cut, and where, is nobody's business but the machine's. */
class PartsTest {
    private static final Tuning SMALL = new Tuning(1, 64);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void customersAreScreenedAlikeByAnyNumberOfThreads(int threads) {
        var file = ScreenedFile.generate(20_000, 42, 0.08);

        assertThat(screen(file, threads, new Tuning(1, 50_000))).isEqualTo(screen(file, 1, Tuning.USUAL));
    }

    @Property(tries = 150)
    void partsMakeNoDifference(
            @ForAll("files") List<String> rows,
            @ForAll @IntRange(min = 2, max = 4) int threads,
            @ForAll @IntRange(min = 1, max = 300) int chunk) {
        var file = ("id,a,b\n" + String.join("", rows)).getBytes(StandardCharsets.UTF_8);

        assertThat(screen(file, threads, new Tuning(1, chunk))).isEqualTo(screen(file, 1, Tuning.USUAL));
    }

    @Test
    void cutInsideQuotedFieldIsFoundOut() {
        var lines = IntStream.range(0, 400).mapToObj(i -> "7,8,9\n").collect(joining());
        var file = ("id,a,b\n1,1,1\n2,\"" + lines + "\",1\n3,1,1\n").getBytes(StandardCharsets.UTF_8);

        for (var threads = 2; threads <= 3; threads++) {
            var screened = screen(file, threads, SMALL);

            assertThat(screened).isEqualTo(screen(file, 1, Tuning.USUAL));
            assertThat(screened.report().rows()).isEqualTo(3);
        }
    }

    @Test
    void errorThatOnlyAWrongCutWouldSeeIsNone() {
        var lines = IntStream.range(0, 400).mapToObj(i -> "7,\"\"8\"\" 9\n").collect(joining());
        var file = ("id,a\n1,1\n2,\"" + lines + "\"\n3,1\n").getBytes(StandardCharsets.UTF_8);

        assertThat(screen(file, 2, SMALL).report().rows()).isEqualTo(3);
    }

    @Test
    void errorInALaterPartNamesTheLineOfTheFile() {
        var rows = new ArrayList<>(
                IntStream.range(0, 300).mapToObj(i -> i + ",1\n").toList());
        rows.set(280, "280,\"1\"x\n");

        assertThatThrownBy(() -> screen(bytes(rows), 3, SMALL))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageStartingWith("line 282, column 2: text after a closing quote");
    }

    @Test
    void firstErrorOfTheFileWins() {
        var rows = new ArrayList<>(
                IntStream.range(0, 300).mapToObj(i -> i + ",1\n").toList());
        rows.set(20, "20,\"1\"x\n");
        rows.set(280, "280,1\0\n");

        assertThatThrownBy(() -> screen(bytes(rows), 3, SMALL))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageStartingWith("line 22, column 2: text after a closing quote");
    }

    @Test
    void progressIsToldNoMoreThanEveryTwoSeconds() {
        var lines = new ArrayList<String>();
        var progress = new Progress("profiling", 100, lines::add);

        for (var i = 0; i < 1_000; i++) {
            progress.advance(1, 1);
        }

        assertThat(lines).hasSizeLessThanOrEqualTo(1);
    }

    private static byte[] bytes(List<String> rows) {
        return ("id,a\n" + String.join("", rows)).getBytes(StandardCharsets.UTF_8);
    }

    private static ScreenedFile screen(byte[] file, int threads, Tuning tuning) {
        return ScreenedFile.of(file, FormatHints.NONE, ScreenedFile.OPTIONS.withThreads(threads), tuning);
    }

    @Provide
    Arbitrary<List<String>> files() {
        var id = Arbitraries.integers().between(1, 60).map(String::valueOf);
        var value = Arbitraries.frequency(
                Tuple.of(30, "1"),
                Tuple.of(20, "2.5"),
                Tuple.of(3, "1000"),
                Tuple.of(2, ""),
                Tuple.of(4, "\"a, \"\"b\"\"\nc\""),
                Tuple.of(4, "\"\n1,2,3\n4,5,6\n\n\""),
                Tuple.of(2, "\u00e9"),
                Tuple.of(1, "1,1"));
        return Combinators.combine(id, value, value, Arbitraries.of("\n", "\n", "\r\n", "\n\n"))
                .as((first, second, third, end) -> first + "," + second + "," + third + end)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }
}
