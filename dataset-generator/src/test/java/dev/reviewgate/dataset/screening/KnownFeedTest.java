package dev.reviewgate.dataset.screening;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A feed that delivers week by week: an accident in a part of the rows has to ask, a clean week must not. */
class KnownFeedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double THRESHOLD = 0.06;
    private static final int ROWS = 5_000;
    private static final int[] SHARES = {7, 10, 15, 20, 25, 40};

    @ParameterizedTest
    @ValueSource(ints = {1, 6})
    void everyAccidentIsAskedAbout(int published) throws IOException {
        var baseline = baselineOf(published);

        var table = new ArrayList<String>();
        var missed = new ArrayList<String>();
        accidents(published).forEach((name, file) -> {
            var report = screen(file, baseline);
            table.add(name + " | " + (isAsked(report) ? "asked" : "MISSED") + " | " + why(report));
            if (!isAsked(report)) {
                missed.add(name);
            }
        });

        write("known-feed-" + published + ".txt", table);
        assertThat(table).hasSize(54);
        assertThat(missed).isEmpty();
    }

    /** Growth of a column from run to run explains no accident in a part of its rows. */
    @ParameterizedTest
    @CsvSource({"1.05, 5", "1.05, 3", "1.002, 5", "1, 3"})
    void accidentsInAGrowingColumnAreAskedAbout(double growth, int published) {
        var missed = new ArrayList<String>();
        for (var trial = 1; trial <= 5; trial++) {
            var seed = 100 * trial;
            Baseline baseline = null;
            for (var week = 1; week <= published; week++) {
                baseline = baseline(screen(growing(growth, week, seed + week, 0, UnaryOperator.identity()), baseline));
            }
            for (var share : List.of(7, 10, 20)) {
                for (var damage : growingDamages().entrySet()) {
                    var file = growing(growth, published + 1, seed, share, damage.getValue());
                    var report = screen(file, baseline);
                    if (!isAsked(report)) {
                        missed.add(damage.getKey() + " | " + share + " % | " + why(report));
                    }
                }
            }
        }

        assertThat(missed).isEmpty();
    }

    private static Map<String, UnaryOperator<String>> growingDamages() {
        return Map.of(
                "x100", value -> times(value, 100),
                "9999", value -> "9999",
                "0", value -> "0",
                "-1", value -> "-1",
                "/100", value -> times(value, 0.01));
    }

    private static String growing(double growth, int week, int seed, int share, UnaryOperator<String> damage) {
        var random = new Random(seed);
        return IntStream.range(0, ROWS)
                .mapToObj(i -> {
                    var amount = Math.pow(growth, week) * Math.exp(3.5 + 0.6 * random.nextGaussian());
                    var value = String.format(Locale.ROOT, "%.2f", amount);
                    return seed + "-" + i + "," + (random.nextInt(100) < share ? damage.apply(value) : value) + "\n";
                })
                .collect(joining("", "k,amount\n", ""));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void cleanWeeksAreQuiet(Shape shape) throws IOException {
        var asked = new ArrayList<String>();
        Baseline baseline = null;
        for (var week = 1; week <= 51; week++) {
            var report = screen(shape.file(week), baseline);
            // Outliers of single rows are not compared with the last week, so their share is not what is tested here.
            if (week > 1 && !report.fileFindings().isEmpty()) {
                asked.add("week " + week + ": " + why(report));
            }
            baseline = baseline(report);
        }

        write("known-feed-clean-" + shape + ".txt", asked);
        assertThat(asked).isEmpty();
    }

    /** Each of them with its own seeds, so that no two of them hold the same rows. */
    enum Shape {
        ORDERS {
            @Override
            String file(int week) {
                return text(orders(100 + week, week, ROWS));
            }
        },
        SMALL {
            @Override
            String file(int week) {
                return text(orders(300 + week, week, 200));
            }
        },
        SEASONAL {
            @Override
            String file(int week) {
                return text(orders(500 + week, week, (int) (3_000 * (1 + 0.5 * Math.sin(week * Math.PI / 13)))));
            }
        },
        SKEWED {
            @Override
            String file(int week) {
                return lines(
                        week,
                        "price,visits,share,discount",
                        random -> String.format(
                                Locale.ROOT,
                                "%.2f,%d,%.4f,%s",
                                Math.exp(3 + 2 * random.nextGaussian()),
                                (int) (1 / (0.001 + random.nextDouble())),
                                Math.pow(random.nextDouble(), 8),
                                random.nextInt(100) < 3 ? "" + (5 + random.nextInt(40)) : "0"));
            }
        },
        TEXTS {
            @Override
            String file(int week) {
                return lines(
                        week,
                        "title,tag,code",
                        random -> "title " + random.nextInt(1_000_000) + ",t"
                                + (int) Math.min(2_000, 1 / (0.0005 + random.nextDouble())) + ",c"
                                + random.nextInt(190));
            }
        },
        RUNNING {
            @Override
            String file(int week) {
                var at = new int[] {week * 3_000};
                return lines(week, "order_no,batch,created_at,epoch,due,born", random -> {
                    var second = (at[0] - 3_000) * 201L + random.nextInt(100);
                    var day = LocalDate.of(2026, 1, 5).plusDays(second / 86_400);
                    return ++at[0] + "," + random.nextInt(9) + "," + day + "T"
                            + String.format("%02d:%02d:%02d", second / 3_600 % 24, second / 60 % 60, second % 60) + "Z,"
                            + (1_767_571_200L + second) + "," + day.plusDays(14 + random.nextInt(90)) + ","
                            + LocalDate.of(1940, 1, 1).plusDays(random.nextInt(24_000));
                });
            }
        },
        GROWING {
            @Override
            String file(int week) {
                return lines(
                        week,
                        "price,visits,reading,loaded_at,week,label,valid_until",
                        random -> String.format(
                                Locale.ROOT,
                                "%.2f,%d,%.3f,%d,%d,2026-W%d,%d-12-31",
                                Math.pow(1.05, week) * Math.exp(3 + 0.6 * random.nextGaussian()),
                                Math.round((1_000 + 40 * week) * (1 + 0.2 * random.nextGaussian())),
                                (50 + week) * Math.exp(0.5 * random.nextGaussian()),
                                1_767_571_200 + 604_800 * week,
                                week,
                                week,
                                2026 + week / 48));
            }
        },
        DISCRETE {
            @Override
            String file(int week) {
                return lines(
                        week,
                        "quantity,rating,price,temperature,optional",
                        random -> (1 + (int) (-2 * Math.log(random.nextDouble()))) + "," + (1 + random.nextInt(5)) + ","
                                + (9 + 10 * (int) Math.min(30, 1 / (0.03 + random.nextDouble()))) + ".99,"
                                + Math.round(4 + 9 * Math.sin(week / 8.0) + 6 * random.nextGaussian()) + ","
                                + (random.nextInt(10) < 3 ? "" : "x"));
            }
        };

        abstract String file(int week);

        String lines(int week, String header, java.util.function.Function<Random, String> row) {
            var random = new Random(31L * name().hashCode() + week);
            var rows = (int) (3_000 * (0.9 + 0.2 * random.nextDouble()));
            return IntStream.range(0, rows)
                    .mapToObj(i -> row.apply(random) + "\n")
                    .collect(joining("", header + "\n", ""));
        }
    }

    static Stream<Shape> shapes() {
        return Stream.of(Shape.values());
    }

    private static Map<String, String> accidents(int published) {
        var clean = orders(7, 7, ROWS);
        var kinds = new LinkedHashMap<String, UnaryOperator<String[]>>();
        kinds.put("amount x100", row -> with(row, 4, times(row[4], 100)));
        kinds.put("amount x1000", row -> with(row, 4, times(row[4], 1_000)));
        kinds.put("amount 0", row -> with(row, 4, "0"));
        kinds.put("amount -1", row -> with(row, 4, "-1"));
        kinds.put("amount empty", row -> with(row, 4, ""));
        kinds.put("status unseen", row -> with(row, 6, "void"));
        kinds.put("columns moved", row -> new String[] {row[0], row[1], row[3], row[4], row[5], row[6], ""});
        kinds.put("columns swapped", row -> with(with(row, 4, row[5]), 5, row[4]));
        kinds.put("ordered_on 1970-01-01", row -> with(row, 3, "1970-01-01"));
        var accidents = new LinkedHashMap<String, String>();
        kinds.forEach((name, damage) -> {
            for (var share : SHARES) {
                if (!name.startsWith("ordered_on") || (share != 15 && share != 25)) {
                    accidents.put(name + " | " + share + " %", text(damaged(clean, share, damage)));
                }
            }
        });
        accidents.put("the same file again | 100 %", text(orders(published, published, ROWS)));
        accidents.put("rows | 55 %", text(clean.subList(0, clean.size() * 55 / 100)));
        return accidents;
    }

    /** Customers who order, as a shop would write them down. */
    private static List<String[]> orders(int seed, int week, int rows) {
        var random = new Random(seed);
        var start = LocalDate.of(2026, 1, 5).plusDays(7L * week);
        var customers =
                List.of("Zoë Müller", "Jürgen Køhler", "Anaïs Lefèvre", "Tom Smith", "Eva Novák", "Łukasz Nowak");
        var countries = List.of("AT", "AT", "DE", "DE", "DE", "DE", "DE", "FR", "FR", "NL");
        var size = (int) (rows * (0.9 + 0.2 * random.nextDouble()));
        var orders = new ArrayList<String[]>();
        for (var i = 0; i < size; i++) {
            orders.add(new String[] {
                String.format("N%02d%06d", week, i),
                customers.get(random.nextInt(6)),
                countries.get(random.nextInt(10)),
                start.plusDays(random.nextInt(7)).toString(),
                String.format(Locale.ROOT, "%.2f", Math.exp(3.5 + 0.6 * random.nextGaussian())),
                String.format(Locale.ROOT, "%.2f", Math.max(0.05, 1.8 + 0.35 * random.nextGaussian())),
                List.of("open", "paid", "sent").get(random.nextInt(20) / 8)
            });
        }
        return orders;
    }

    private static List<String[]> damaged(List<String[]> rows, int share, UnaryOperator<String[]> damage) {
        var hit = new ArrayList<>(IntStream.range(0, rows.size()).boxed().toList());
        Collections.shuffle(hit, new Random(share));
        var damaged = new ArrayList<>(rows);
        hit.subList(0, rows.size() * share / 100).forEach(i -> damaged.set(i, damage.apply(rows.get(i))));
        return damaged;
    }

    private static String[] with(String[] row, int column, String value) {
        var changed = row.clone();
        changed[column] = value;
        return changed;
    }

    private static String times(String number, double factor) {
        return String.format(Locale.ROOT, "%.2f", factor * Double.parseDouble(number));
    }

    private static String text(List<String[]> rows) {
        return rows.stream()
                .map(row -> String.join(",", row))
                .collect(joining("\n", "order_no,customer,country,ordered_on,amount,weight_kg,status\n", "\n"));
    }

    private static @Nullable Baseline baselineOf(int weeks) {
        Baseline baseline = null;
        for (var week = 1; week <= weeks; week++) {
            baseline = baseline(screen(text(orders(week, week, ROWS)), baseline));
        }
        return baseline;
    }

    private static Baseline baseline(Report report) {
        return Baseline.read(JSON.valueToTree(report), "latest/x/report.json", "v1")
                .orElseThrow();
    }

    private static Report screen(String file, @Nullable Baseline baseline) {
        return ScreenedFile.of(file, ScreenedFile.OPTIONS.withBaseline(baseline))
                .report();
    }

    private static boolean isAsked(Report report) {
        return report.anomalyShare() > THRESHOLD || !report.fileFindings().isEmpty();
    }

    private static String why(Report report) {
        return String.format(Locale.ROOT, "%.2f %% of the rows flagged", 100 * report.anomalyShare())
                + report.fileFindings().stream()
                        .map(finding -> "; " + finding.sentence())
                        .collect(joining());
    }

    /** So that people can read what was asked about, and why. */
    private static void write(String name, List<String> lines) throws IOException {
        Files.write(Path.of("target", name), lines);
    }
}
