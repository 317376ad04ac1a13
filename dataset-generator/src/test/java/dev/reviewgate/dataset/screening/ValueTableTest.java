package dev.reviewgate.dataset.screening;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class ValueTableTest {
    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void countsAreThoseOfAMap(@ForAll("values") List<String> values) throws IOException {
        var table = new ValueTable();
        var expected = new HashMap<String, Long>();

        for (var value : values) {
            expected.merge(value, 1L, Long::sum);
            assertThat(add(table, value)).isTrue();
        }

        assertThat(table.counts(UTF_8)).isEqualTo(expected);
        assertThat(copy(table).counts(UTF_8)).isEqualTo(expected);
        for (var value : values) {
            assertThat(table.text(indexOf(table, value), UTF_8)).isEqualTo(value);
            assertThat(indexOf(table, value + "~")).isNegative();
        }
    }

    /** Of any length, and often alike but for one byte. */
    @Provide
    Arbitrary<List<String>> values() {
        var letters = Arbitraries.of('a', 'b', 'é');
        return Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        letters,
                        Arbitraries.integers().between(0, 30))
                .as((before, letter, behind) -> "x".repeat(before) + letter + "y".repeat(behind))
                .list()
                .ofMaxSize(300);
    }

    @Test
    void outerWhiteSpaceIsLeftOut() {
        var table = new ValueTable();

        add(table, "a");
        add(table, " a\t");

        assertThat(table.counts(UTF_8)).containsOnly(Map.entry("a", 2L));
    }

    @Test
    void tooManyOrTooLongValuesFindNoRoom() {
        var full = new ValueTable();
        for (var i = 0; i < ValueTable.MAX_VALUES; i++) {
            assertThat(add(full, "a value whose middle differs: " + i + ", and whose end does not"))
                    .isTrue();
        }
        var one = new ValueTable();

        assertThat(add(full, "one more")).isFalse();
        assertThat(full.addAll(full)).isTrue();
        assertThat(full.count(0)).isEqualTo(2);
        assertThat(full.size()).isEqualTo(ValueTable.MAX_VALUES);
        assertThat(add(one, "é".repeat(32))).isTrue();
        assertThat(full.addAll(one)).isFalse();
        assertThat(add(one, "é".repeat(32) + "x")).isFalse();
        assertThat(indexOf(one, "é".repeat(32) + "x")).isNegative();
    }

    private static boolean add(ValueTable table, String value) {
        var b = ("," + value + ",").getBytes(UTF_8);
        return table.add(b, 1, b.length - 1, 1);
    }

    private static int indexOf(ValueTable table, String value) {
        var b = value.getBytes(UTF_8);
        return table.indexOf(b, 0, b.length);
    }

    private static ValueTable copy(ValueTable table) throws IOException {
        var bytes = new ByteArrayOutputStream();
        table.write(new DataOutputStream(bytes));
        return ValueTable.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
