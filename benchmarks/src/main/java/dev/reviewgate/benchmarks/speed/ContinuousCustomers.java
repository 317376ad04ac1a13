package dev.reviewgate.benchmarks.speed;

import static dev.reviewgate.benchmarks.speed.Trial.option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Customers whose numbers have as many digits as a double, and so hardly ever occur twice: nothing is gained by counting values, nor by
 * reading digits into a whole number. One column is normal, one log-normal, one Laplace (heavy tails), one uniform; two rows
 * in a hundred have one of them a hundred times too large.
 */
final class ContinuousCustomers {
    private static final String HEADER =
            "customer_id,name,country,birth_date,signup_date,orders,basket_eur,height_cm,satisfaction\n";
    private static final List<String> NAMES = List.of("Ada Lovelace", "Grace Hopper", "José García", "Zoë Müller");
    private static final List<String> COUNTRIES = List.of("DE", "FR", "ES", "IT", "NL", "PL", "SE", "GB");
    private static final LocalDate FIRST_DAY = LocalDate.of(1990, 1, 1);
    private static final int DAYS = 12_000;

    private ContinuousCustomers() {}

    static Outcome write(Map<String, String> options) throws IOException, SQLException {
        var file = Path.of(option(options, "file"));
        var rows = Long.parseLong(option(options, "rows"));
        return Outcome.of(() -> {
            write(file, rows);
            return 0;
        });
    }

    private static void write(Path file, long rows) throws IOException {
        var random = new SplittableRandom(Speed.SEED);
        var days = new String[DAYS];
        for (var i = 0; i < DAYS; i++) {
            days[i] = FIRST_DAY.plusDays(i).toString();
        }
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(HEADER);
            var line = new StringBuilder();
            for (var row = 1L; row <= rows; row++) {
                var numbers = numbers(random);
                line.setLength(0);
                line.append('C').append(100_000_000 + row).append(',');
                line.append(NAMES.get(random.nextInt(NAMES.size()))).append(',');
                line.append(COUNTRIES.get(random.nextInt(COUNTRIES.size()))).append(',');
                line.append(days[random.nextInt(DAYS)]).append(',').append(days[random.nextInt(DAYS)]);
                for (var number : numbers) {
                    line.append(',').append(number);
                }
                out.append(line.append('\n'));
            }
        }
    }

    private static double[] numbers(SplittableRandom random) {
        var numbers = new double[] {
            20 + 10 * random.nextDouble(),
            Math.exp(4 + 0.5 * random.nextGaussian()),
            171 + 9.5 * random.nextGaussian(),
            50 + Math.log(1 - random.nextDouble()) - Math.log(1 - random.nextDouble())
        };
        if (random.nextInt(50) == 0) {
            numbers[random.nextInt(numbers.length)] *= 100;
        }
        return numbers;
    }
}
