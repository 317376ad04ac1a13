package dev.reviewgate.dataset;

import dev.reviewgate.dataset.CounterRandom.Draw;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Synthetic customers without a fault, each made from the seed and its row number alone. */
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
    static final int ORDERS = 5;
    static final int BASKET_EUR = 6;
    static final int HEIGHT_CM = 7;
    static final int SATISFACTION = 8;

    private static final List<String> FIRST_NAMES = List.of(
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
    private static final List<String> LAST_NAMES = List.of(
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
    private static final List<String> COUNTRIES =
            List.of("DE", "FR", "ES", "IT", "NL", "PL", "SE", "GB", "US", "BR", "JP", "TR", "CZ", "GR", "KR", "IN");

    private static final LocalDate FIRST_BIRTH = LocalDate.of(1940, 1, 1);
    private static final int BIRTH_DAYS = 24_000;
    private static final LocalDate FIRST_SIGNUP = LocalDate.of(2015, 1, 1);
    private static final int SIGNUP_DAYS = 4_000;

    private final CounterRandom random;

    Customers(CounterRandom random) {
        this.random = random;
    }

    /** The fields of a row, in the order of {@link #COLUMNS}. */
    String[] row(long row) {
        return new String[] {
            id(row),
            name(row),
            COUNTRIES.get(random.below(COUNTRIES.size(), row, Draw.COUNTRY)),
            day(FIRST_BIRTH, BIRTH_DAYS, row, Draw.BIRTH_DATE),
            day(FIRST_SIGNUP, SIGNUP_DAYS, row, Draw.SIGNUP_DATE),
            // The ones among 32 random bits: 16 on average, very seldom fewer than 6 or more than 26.
            Integer.toString(Long.bitCount(random.bits(row, Draw.ORDERS) >>> 32)),
            decimal(60_00 + random.bell(9_50, row, Draw.BASKET), 2),
            decimal(171_0 + random.bell(9_5, row, Draw.HEIGHT), 1),
            decimal(6_50 + random.bell(55, row, Draw.SATISFACTION), 2)
        };
    }

    static String id(long row) {
        var number = Long.toString(row + 1);
        return "C" + "0".repeat(Math.max(0, 8 - number.length())) + number;
    }

    private String name(long row) {
        var first = FIRST_NAMES.get(random.below(FIRST_NAMES.size(), row, Draw.FIRST_NAME));
        var last = LAST_NAMES.get(random.below(LAST_NAMES.size(), row, Draw.LAST_NAME));
        return switch (random.below(64, row, Draw.NAME_STYLE)) {
            case 0, 1 -> last + ", " + first;
            case 2 -> first + " \"" + first.substring(0, 1) + ".\" " + last;
            default -> first + " " + last;
        };
    }

    private String day(LocalDate first, int days, long row, Draw draw) {
        return first.plusDays(random.below(days, row, draw)).toString();
    }

    private static String decimal(long units, int digits) {
        return BigDecimal.valueOf(units, digits).toPlainString();
    }
}
