package dev.reviewgate.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final Charset LATIN_1 = FormatHints.WINDOWS_1252;

    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void numberThatADoublePrintsIsThatDouble(@ForAll double value) {
        assertThat(bits(Double.toString(value), false)).isEqualTo(expectedBits(value));
        assertThat(bits(new BigDecimal(value).toPlainString(), false)).isEqualTo(expectedBits(value));
    }

    @Property(tries = 10_000, shrinking = ShrinkingMode.OFF)
    void decimalNumberIsReadAsParseDoubleReadsIt(@ForAll("decimals") String text) {
        var value = expectedBits(Double.parseDouble(text));

        assertThat(bits(text, false)).isEqualTo(value);
        assertThat(bits(" \t" + text.replace('.', ',') + " ", true)).isEqualTo(value);
    }

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void textThatIsNoDecimalNumberIsNone(@ForAll("numberLike") String text) {
        var isNumber = text.strip().matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

        assertThat(bits(text, false)).isEqualTo(expectedBits(isNumber ? Double.parseDouble(text) : Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "-", ".", "1e", "1e+", "NaN", "Infinity", "0x1p3", "1d", "1 2", "1,5", "1.2.3", "1e301"
            })
    void whatIsNoNumberIsNaN(String text) {
        assertThat(number(text, false)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "1.234,5", "1,2,3", ","})
    void pointIsNoPartOfANumberWithADecimalComma(String text) {
        assertThat(number(text, true)).isNaN();
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void everyDayIsReadBack(@ForAll @LongRange(min = -719_162, max = 2_932_896) long day) {
        var text = LocalDate.ofEpochDay(day).toString();

        assertThat(epochDay(text)).isEqualTo(day);
        assertThat(epochDay(" " + text + "T23:59 ")).isEqualTo(day);
        assertThat(epochDay(text + " 00:00:59.123456789+01:00")).isEqualTo(day);
    }

    @Property(tries = 5_000, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void dayIsOneThatTheCalendarHas(@ForAll("dateLike") String text) {
        long expected;
        try {
            expected = text.startsWith("0000")
                    ? Values.NO_DATE
                    : LocalDate.parse(text).toEpochDay();
        } catch (DateTimeException e) {
            expected = Values.NO_DATE;
        }

        assertThat(epochDay(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T12:30",
                " 12:30:05",
                "T12:30:05.1",
                "T12:30Z",
                "T12:30:05+0100",
                "T12:30:05.000-01:00",
                " 00:00",
                "T23:59:59"
            })
    void timeMayFollowADate(String time) {
        assertThat(epochDay("2024-02-29" + time)).isEqualTo(19_782);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T",
                "T1",
                "T12",
                "T12:3",
                "T24:00",
                "T12:60",
                "T12:30:60",
                "x12:30",
                "T12:30:05,1",
                "T12:30x",
                "T12-30",
                "12:30",
                "T12:30:05.1234567890",
                "T12:30+1",
                "Z",
                "+01:00"
            })
    void anythingElseMayNot(String text) {
        assertThat(epochDay("2024-02-29" + text)).isEqualTo(Values.NO_DATE);
    }

    @ParameterizedTest
    @CsvSource({
        "true,1",
        "Yes,1",
        "T,1",
        "y,1",
        "' TRUE ',1",
        "false,0",
        "NO,0",
        "f,0",
        "N,0",
        "1,-1",
        "0,-1",
        "'',-1",
        "tru,-1",
        "truee,-1",
        "on,-1",
        "x,-1"
    })
    void booleansAreWords(String text, int expected) {
        var b = utf8(text);

        assertThat(Values.bool(b, 0, b.length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NA", "N/A", "NULL", "null", "NaN", "nan", "None", "\\N", "-", " NA "})
    void wordsForNoValueAreKnown(String text) {
        var b = utf8(text);

        assertThat(Values.isNullWord(b, 0, b.length)).isTrue();
        assertThat(Values.isMissing(b, 0, b.length)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "na", "Nul", "none", "--", "n/a", "N", "NAN", "nulls"})
    void otherWordsAreValues(String text) {
        var b = utf8(text);

        assertThat(Values.isNullWord(b, 0, b.length)).isFalse();
    }

    @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
    void onlyWhiteSpaceIsMissing(@ForAll @Size(max = 4) byte[] b) {
        var text = new String(b, StandardCharsets.ISO_8859_1);
        // Beyond ASCII no byte is white space by itself.
        var blank = text.chars().allMatch(c -> c < 0x80 && Character.isWhitespace(c));

        assertThat(Values.isMissing(b, 0, b.length)).isEqualTo(blank);
    }

    @Property(tries = 20_000, shrinking = ShrinkingMode.OFF)
    void utf8IsWhatTheDecoderTakes(@ForAll("nearlyUtf8") byte[] b) {
        assertThat(Values.isValidUtf8(b, 0, b.length)).isEqualTo(decodes(b));
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void asciiIsNeverDamaged(@ForAll @CharRange(from = '\0', to = '\u007f') String text) {
        var b = utf8(text);

        assertThat(Values.looksDamaged(b, 0, b.length, StandardCharsets.UTF_8)).isFalse();
        assertThat(Values.looksDamaged(b, 0, b.length, LATIN_1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Müller", "Ärger", "Österreich", "Straße", "José Núñez", "Łódź", "Škoda", "Привет мир", "Ελληνικά",
                        "日本語", "😀👍",
                "voilà », dit-il", "café ».", "„Ä“", "PÅ”", "«PÅ»", "PÅ 5", "AMANHÃ”", "AMANHÃ…", "naïve", "Ünïcödé",
                        "ÀÉÎÕÜ",
                "10 €–20 €", "“quoted”", "ðæþ", "ÁÂÃÄÅ", "ESPAÑA", "Ð", "ÄÖÜ", "Þór", "Ý 1°"
            })
    void textOfManyLanguagesIsNotDamaged(String text) {
        assertThat(isDamaged(text, StandardCharsets.UTF_8)).isFalse();
        if (LATIN_1.newEncoder().canEncode(text)) {
            assertThat(isDamaged(text, LATIN_1)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Müller",
                "Österreich",
                "Ärger",
                "Übung",
                "Straße",
                "José",
                "à la carte",
                "it’s",
                "“quoted”",
                "5 €",
                "a – b",
                "Łódź",
                "Привет",
                "Ελληνικά",
                "日本語",
                "😀",
                "«bon»",
                "20 °C",
                "HÔTEL",
                "ÎLE",
                "…"
            })
    void textThatWasEncodedTwiceIsDamaged(String text) {
        var disguised = new StringBuilder();
        for (var b : utf8(text)) {
            disguised.append(upper(b));
        }

        assertThat(isDamaged(disguised.toString(), StandardCharsets.UTF_8)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"M\uFFFDller", "a\u0085b", "a\u0093b", "Ã©", "â€™"})
    void replacementAndControlCharactersAreDamage(String text) {
        assertThat(isDamaged(text, StandardCharsets.UTF_8)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x81, 0x8D, 0x8F, 0x90, 0x9D})
    void bytesThatWindows1252DoesNotHaveAreDamage(int upper) {
        var b = new byte[] {'a', (byte) upper, 'b'};

        assertThat(Values.looksDamaged(b, 0, 3, LATIN_1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Müller", "it’s", "5 €", "日本"})
    void utf8InAWindows1252FileIsDamage(String text) {
        var b = utf8(text);

        assertThat(Values.looksDamaged(b, 0, b.length, LATIN_1)).isTrue();
    }

    @Provide
    Arbitrary<String> decimals() {
        var digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(22);
        var fraction = Arbitraries.oneOf(Arbitraries.just(""), digits.map(text -> "." + text), Arbitraries.just("."));
        var exponent = Arbitraries.oneOf(
                Arbitraries.just(""), Arbitraries.integers().between(-340, 310).map(number -> "e" + number));
        return Combinators.combine(Arbitraries.of("", "-", "+"), digits, fraction, exponent)
                .as((sign, whole, behind, power) -> sign + whole + behind + power);
    }

    @Provide
    Arbitrary<String> numberLike() {
        return Arbitraries.strings().withChars("0123456789.-+eE, x").ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> dateLike() {
        var part = Arbitraries.integers().between(0, 33).map(number -> String.format("%02d", number));
        return Combinators.combine(
                        Arbitraries.of("0000", "0001", "1900", "2000", "2023", "2024", "20x4"),
                        part,
                        Arbitraries.oneOf(part, Arbitraries.of("3", "1x", "-1")))
                .as((year, month, day) -> year + "-" + month + "-" + day);
    }

    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        var bytes = Arbitraries.of(
                0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF,
                0xF0, 0xF1, 0xF4, 0xF5, 0xFF);
        return bytes.list().ofMaxSize(6).map(list -> {
            var b = new byte[list.size()];
            for (var i = 0; i < b.length; i++) {
                b[i] = list.get(i).byteValue();
            }
            return b;
        });
    }

    /** What a reader makes of a byte if it takes it for windows-1252, as web browsers do: C1 controls where it has none. */
    private static char upper(byte b) {
        var c = new String(new byte[] {b}, LATIN_1).charAt(0);
        return c == '\uFFFD' ? (char) (b & 0xFF) : c;
    }

    private static long expectedBits(double value) {
        return Double.doubleToRawLongBits(Math.abs(value) <= 1e300 ? value + 0.0 : Double.NaN);
    }

    private static long bits(String text, boolean decimalComma) {
        return Double.doubleToRawLongBits(number(text, decimalComma));
    }

    private static double number(String text, boolean decimalComma) {
        var b = utf8("9" + text + "9");
        return Values.number(b, 1, b.length - 1, decimalComma);
    }

    private static long epochDay(String text) {
        var b = utf8("9" + text + "9");
        return Values.epochDay(b, 1, b.length - 1);
    }

    private static boolean isDamaged(String text, Charset charset) {
        var b = text.getBytes(charset);
        return Values.looksDamaged(b, 0, b.length, charset);
    }

    private static boolean decodes(byte[] b) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(b));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
