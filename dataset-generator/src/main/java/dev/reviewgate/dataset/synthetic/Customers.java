package dev.reviewgate.dataset.synthetic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reviewgate.dataset.synthetic.CounterRandom.Draw;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Synthetic customers without a fault, each made from its row number and the random state of its row alone, as CSV fields in UTF-8.
 *
 * <p>Each text that a field can hold is made once and kept as bytes: as a word of eight if it is short, else in a slot of
 * a table. A field is then written by a look-up and one to four stores of eight bytes, which may spill over the end
 * of the field, where the next field is written over it. A buffer needs room for {@link #MAX_ROW_BYTES}.
 */
final class Customers {
    static final List<String> COLUMNS = List.of(
            "customer_id",
            "name",
            "country",
            "birth_date",
            "signup_date",
            "orders",
            "basket_eur",
            "height_cm",
            "satisfaction");

    static final int CUSTOMER_ID = 0;
    static final int NAME = 1;
    static final int COUNTRY = 2;
    static final int BIRTH_DATE = 3;
    static final int SIGNUP_DATE = 4;
    static final int ORDERS = 5;
    static final int BASKET_EUR = 6;
    static final int HEIGHT_CM = 7;
    static final int SATISFACTION = 8;

    /** More than the longest row has, with what is stored behind its end. */
    static final int MAX_ROW_BYTES = 192;

    /** More than the longest field has, with what is stored behind its end. */
    static final int MAX_FIELD_BYTES = 64;

    static final List<String> FIRST_NAMES = List.of(
            "Ada",
            "Amélie",
            "Björn",
            "Chloë",
            "Dvořák",
            "Elif",
            "François",
            "Grace",
            "Håkon",
            "İpek",
            "João",
            "José",
            "Katarína",
            "Łukasz",
            "Mei",
            "Nguyễn",
            "Olga",
            "Pranav",
            "Renée",
            "Søren",
            "Siân",
            "Tomáš",
            "Ursula",
            "Vĩnh",
            "Wei",
            "Ximena",
            "Yūki",
            "Zoë",
            "Ольга",
            "Νίκος",
            "美咲",
            "민준");
    static final List<String> LAST_NAMES = List.of(
            "Andersson",
            "Bălan",
            "Çelik",
            "D'Angelo",
            "Díaz",
            "Fernández",
            "García",
            "Grünwald",
            "Hopper",
            "Ivanov",
            "Jørgensen",
            "Kovács",
            "Lovelace",
            "Müller",
            "Nowak",
            "O'Brien",
            "Öztürk",
            "Papadopoulos",
            "Quispe",
            "Rossi",
            "Šimůnek",
            "Sørensen",
            "Tanaka",
            "Ünal",
            "Van der Berg",
            "Wójcik",
            "Xu",
            "Yılmaz",
            "Żak",
            "Петрова",
            "田中",
            "김");
    static final List<String> COUNTRIES =
            List.of("DE", "FR", "ES", "IT", "NL", "PL", "SE", "GB", "US", "BR", "JP", "TR", "CZ", "GR", "KR", "IN");

    static final LocalDate FIRST_BIRTH = LocalDate.of(1940, 1, 1);
    static final int BIRTH_DAYS = 24_000;
    static final LocalDate FIRST_SIGNUP = LocalDate.of(2015, 1, 1);
    static final int SIGNUP_DAYS = 4_000;

    private static final int BASKET_CENTS = 60_00;
    private static final int BASKET_DEVIATION = 9_50;
    private static final int HEIGHT_MILLIMETRES = 171_0;
    private static final int HEIGHT_DEVIATION = 9_5;
    private static final int SATISFACTION_HUNDREDTHS = 6_50;
    private static final int SATISFACTION_DEVIATION = 55;
    private static final int FARTHEST_DEVIATIONS = 6;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int DATE_BYTES = 10;
    private static final int NAME_STYLES = 64;
    private static final int NAME_SLOT = 48;
    private static final int MOST_NAME_BYTES = 32;
    private static final int PLAIN = 0;
    private static final int LAST_NAME_FIRST = 1;
    private static final int NICKNAMED = 2;

    private static final int[] FOUR_DIGITS = fourDigits();
    private static final byte[] NAMES = new byte[3 * FIRST_NAMES.size() * LAST_NAMES.size() * NAME_SLOT];
    private static final byte[] NAME_LENGTHS = new byte[NAMES.length / NAME_SLOT];
    private static final long[] COUNTRY_WORDS = words(COUNTRIES.size(), COUNTRIES::get);
    private static final byte[] BIRTH_DATES = dates(FIRST_BIRTH, BIRTH_DAYS);
    private static final byte[] SIGNUP_DATES = dates(FIRST_SIGNUP, SIGNUP_DAYS);
    private static final long[] ORDERS_WORDS = words(Integer.SIZE + 1, Integer::toString);
    private static final long[] BASKET_WORDS =
            words(BASKET_CENTS + FARTHEST_DEVIATIONS * BASKET_DEVIATION + 1, cents -> decimal(cents, 2));
    private static final long[] HEIGHT_WORDS = words(
            HEIGHT_MILLIMETRES + FARTHEST_DEVIATIONS * HEIGHT_DEVIATION + 1, millimetres -> decimal(millimetres, 1));
    private static final long[] SATISFACTION_WORDS = words(
            SATISFACTION_HUNDREDTHS + FARTHEST_DEVIATIONS * SATISFACTION_DEVIATION + 1,
            hundredths -> decimal(hundredths, 2));

    static {
        for (var first = 0; first < FIRST_NAMES.size(); first++) {
            for (var last = 0; last < LAST_NAMES.size(); last++) {
                var given = FIRST_NAMES.get(first);
                var family = LAST_NAMES.get(last);
                keepName(slot(PLAIN, first, last), given + " " + family);
                keepName(slot(LAST_NAME_FIRST, first, last), quoted(family + ", " + given));
                var nickname = given.substring(0, 1);
                keepName(slot(NICKNAMED, first, last), quoted(given + " \"" + nickname + ".\" " + family));
            }
        }
    }

    private Customers() {}

    /**
     * Writes a row and its line end.
     *
     * @param idRow the row whose identifier this row bears
     * @return where the row ends
     */
    static int putRow(byte[] buffer, int from, long idRow, long state) {
        var at = comma(buffer, putId(buffer, from, idRow));
        at = comma(buffer, putName(buffer, at, state));
        at = comma(buffer, putCountry(buffer, at, state));
        at = comma(buffer, putBirthDate(buffer, at, state));
        at = comma(buffer, putSignupDate(buffer, at, state));
        at = comma(buffer, putOrders(buffer, at, state));
        at = comma(buffer, putBasket(buffer, at, state));
        at = comma(buffer, putHeight(buffer, at, state));
        at = putSatisfaction(buffer, at, state);
        buffer[at] = '\n';
        return at + 1;
    }

    /** Writes one field, quoted if it has to be, and returns where it ends. */
    static int putField(int column, byte[] buffer, int at, long row, long state) {
        return switch (column) {
            case CUSTOMER_ID -> putId(buffer, at, row);
            case NAME -> putName(buffer, at, state);
            case COUNTRY -> putCountry(buffer, at, state);
            case BIRTH_DATE -> putBirthDate(buffer, at, state);
            case SIGNUP_DATE -> putSignupDate(buffer, at, state);
            case ORDERS -> putOrders(buffer, at, state);
            case BASKET_EUR -> putBasket(buffer, at, state);
            case HEIGHT_CM -> putHeight(buffer, at, state);
            case SATISFACTION -> putSatisfaction(buffer, at, state);
            default -> throw new IllegalArgumentException("there is no column " + column);
        };
    }

    private static int comma(byte[] buffer, int at) {
        buffer[at] = ',';
        return at + 1;
    }

    private static int putId(byte[] buffer, int at, long row) {
        var number = row + 1;
        if (number >= 1_0000_0000) {
            var id = ("C" + number).getBytes(UTF_8);
            System.arraycopy(id, 0, buffer, at, id.length);
            return at + id.length;
        }
        buffer[at] = 'C';
        var eight = (int) number;
        INTS.set(buffer, at + 1, FOUR_DIGITS[eight / 1_0000]);
        INTS.set(buffer, at + 5, FOUR_DIGITS[eight % 1_0000]);
        return at + 9;
    }

    private static int putName(byte[] buffer, int at, long state) {
        var first = CounterRandom.below(FIRST_NAMES.size(), state, Draw.FIRST_NAME);
        var last = CounterRandom.below(LAST_NAMES.size(), state, Draw.LAST_NAME);
        var style = switch (CounterRandom.below(NAME_STYLES, state, Draw.NAME_STYLE)) {
            case 0, 1 -> LAST_NAME_FIRST;
            case 2 -> NICKNAMED;
            default -> PLAIN;
        };
        var slot = slot(style, first, last);
        var length = NAME_LENGTHS[slot];
        var from = slot * NAME_SLOT;
        for (var i = 0; i < MOST_NAME_BYTES; i += Long.BYTES) {
            LONGS.set(buffer, at + i, (long) LONGS.get(NAMES, from + i));
        }
        if (length > MOST_NAME_BYTES) {
            System.arraycopy(NAMES, from + MOST_NAME_BYTES, buffer, at + MOST_NAME_BYTES, length - MOST_NAME_BYTES);
        }
        return at + length;
    }

    private static int putCountry(byte[] buffer, int at, long state) {
        return put(buffer, at, COUNTRY_WORDS[CounterRandom.below(COUNTRIES.size(), state, Draw.COUNTRY)]);
    }

    private static int putBirthDate(byte[] buffer, int at, long state) {
        return putDate(buffer, at, BIRTH_DATES, CounterRandom.below(BIRTH_DAYS, state, Draw.BIRTH_DATE));
    }

    private static int putSignupDate(byte[] buffer, int at, long state) {
        return putDate(buffer, at, SIGNUP_DATES, CounterRandom.below(SIGNUP_DAYS, state, Draw.SIGNUP_DATE));
    }

    private static int putDate(byte[] buffer, int at, byte[] dates, int day) {
        var from = day * DATE_BYTES;
        LONGS.set(buffer, at, (long) LONGS.get(dates, from));
        SHORTS.set(buffer, at + Long.BYTES, (short) SHORTS.get(dates, from + Long.BYTES));
        return at + DATE_BYTES;
    }

    /** The ones among 32 random bits: 16 on average, very seldom fewer than 6 or more than 26. */
    private static int putOrders(byte[] buffer, int at, long state) {
        return put(buffer, at, ORDERS_WORDS[Long.bitCount(CounterRandom.bits(state, Draw.ORDERS) >>> 32)]);
    }

    private static int putBasket(byte[] buffer, int at, long state) {
        var cents = BASKET_CENTS + CounterRandom.bell(BASKET_DEVIATION, state, Draw.BASKET);
        return put(buffer, at, BASKET_WORDS[(int) cents]);
    }

    private static int putHeight(byte[] buffer, int at, long state) {
        var millimetres = HEIGHT_MILLIMETRES + CounterRandom.bell(HEIGHT_DEVIATION, state, Draw.HEIGHT);
        return put(buffer, at, HEIGHT_WORDS[(int) millimetres]);
    }

    private static int putSatisfaction(byte[] buffer, int at, long state) {
        var hundredths = SATISFACTION_HUNDREDTHS + CounterRandom.bell(SATISFACTION_DEVIATION, state, Draw.SATISFACTION);
        return put(buffer, at, SATISFACTION_WORDS[(int) hundredths]);
    }

    private static int put(byte[] buffer, int at, long word) {
        LONGS.set(buffer, at, word);
        return at + (int) (word >>> 56);
    }

    /** Texts of at most seven bytes, the first in the lowest eight bits, with their length in the highest. */
    private static long[] words(int count, IntFunction<String> texts) {
        var words = new long[count];
        for (var i = 0; i < count; i++) {
            var bytes = texts.apply(i).getBytes(UTF_8);
            words[i] = (long) LONGS.get(Arrays.copyOf(bytes, Long.BYTES), 0) | (long) bytes.length << 56;
        }
        return words;
    }

    private static String decimal(int units, int digits) {
        return BigDecimal.valueOf(units, digits).toPlainString();
    }

    private static byte[] dates(LocalDate first, int days) {
        var dates = new byte[days * DATE_BYTES];
        for (var day = 0; day < days; day++) {
            var date = first.plusDays(day).toString().getBytes(UTF_8);
            System.arraycopy(date, 0, dates, day * DATE_BYTES, DATE_BYTES);
        }
        return dates;
    }

    private static int[] fourDigits() {
        var texts = new int[10_000];
        for (var i = 0; i < texts.length; i++) {
            texts[i] = (int) INTS.get(Integer.toString(10_000 + i).getBytes(UTF_8), 1);
        }
        return texts;
    }

    private static int slot(int style, int first, int last) {
        return (style * FIRST_NAMES.size() + first) * LAST_NAMES.size() + last;
    }

    private static void keepName(int slot, String field) {
        var bytes = field.getBytes(UTF_8);
        System.arraycopy(bytes, 0, NAMES, slot * NAME_SLOT, bytes.length);
        NAME_LENGTHS[slot] = (byte) bytes.length;
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
