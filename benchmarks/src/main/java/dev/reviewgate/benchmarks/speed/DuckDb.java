package dev.reviewgate.benchmarks.speed;

import static dev.reviewgate.benchmarks.speed.Trial.option;

import dev.reviewgate.dataset.stats.NumberStatistics;
import dev.reviewgate.dataset.stats.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The same work in DuckDB, embedded: the SQL files beside the classes, one statement after the other. */
final class DuckDb {
    private static final Pattern STATEMENT_END = Pattern.compile(";\\s*(?:\\n|$)");
    private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*$");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final List<String> NUMBERS = List.of("orders", "basket_eur", "height_cm", "satisfaction");
    private static final String TEXTS =
            ", birth_text, signup_text, orders_text, basket_text, height_text, satisfaction_text, extra";

    private DuckDb() {}

    static Outcome generate(Map<String, String> options) throws IOException, SQLException {
        try (var connection = open()) {
            return Outcome.of(() -> {
                run(connection, "generate.sql", options);
                return 0;
            });
        }
    }

    static Outcome screen(Map<String, String> options) throws IOException, SQLException {
        var variables = variables(options);
        variables.put("texts", "");
        try (var connection = open()) {
            return Outcome.of(() -> {
                screen(connection, variables);
                return flagged(connection);
            });
        }
    }

    static Outcome everything(Map<String, String> options) throws IOException, SQLException {
        var directory = Path.of(option(options, "directory"));
        var variables = variables(options);
        variables.put("texts", TEXTS);
        for (var name : new String[] {"clean.csv", "flagged.csv", "report.json"}) {
            variables.put(
                    name.substring(0, name.indexOf('.')),
                    directory.resolve(name).toString());
        }
        try (var connection = open()) {
            return Outcome.of(() -> {
                screen(connection, variables);
                run(connection, "write.sql", variables);
                for (var name : new String[] {"clean.csv", "flagged.csv", "report.json"}) {
                    Ours.print(sha256(directory.resolve(name)), name);
                }
                return flagged(connection);
            });
        }
    }

    /** {@code statistics} names the script that finds them in the faster way for the dataset: sorted.sql or counted.sql. */
    private static void screen(Connection connection, Map<String, String> variables) throws IOException, SQLException {
        run(connection, "learn.sql", variables);
        for (var column : NUMBERS) {
            var more = new TreeMap<>(variables);
            more.put("column", column);
            run(connection, option(variables, "statistics") + ".sql", more);
        }
        fit(connection);
        run(connection, "flag.sql", variables);
    }

    /**
     * Puts the fences of each column into a table. What is to be done with the rows is done by then; the fit to 400 points of
     * the distribution is arithmetic, which is ours here too.
     */
    private static void fit(Connection connection) throws IOException, SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO fences VALUES (?, ?, ?)")) {
            for (var column : NUMBERS) {
                var fit = NumberStatistics.of(points(connection, column));
                insert.setString(1, column);
                insert.setDouble(2, fit.lowerFence());
                insert.setDouble(3, fit.upperFence());
                insert.execute();
            }
        }
    }

    private static Points points(Connection connection, String column) throws SQLException {
        try (var statement = connection.createStatement()) {
            long count;
            try (var n = statement.executeQuery("SELECT n FROM statistics WHERE name = '" + column + "'")) {
                n.next();
                count = n.getLong(1);
            }
            var points = new ArrayList<Double>();
            try (var rows = statement.executeQuery(
                    "SELECT x FROM points WHERE place >= 0 AND name = '" + column + "' ORDER BY place")) {
                while (rows.next()) {
                    points.add(rows.getDouble(1));
                }
            }
            return new Points(count, points);
        }
    }

    /** Stands for all numbers of a column: each point as often as there are numbers for which it stands. */
    private record Points(long count, List<Double> values) implements Numbers {
        @Override
        public void forEach(Consumer consumer) throws IOException {
            var size = values.size();
            for (var i = 0; i < size; i++) {
                consumer.accept(values.get(i), (i + 1) * count / size - i * count / size);
            }
        }
    }

    /** Before the clock starts: the library is unpacked from its jar, which is no part of the work. */
    private static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:");
    }

    private static Map<String, String> variables(Map<String, String> options) {
        var variables = new TreeMap<>(options);
        variables.put("temporary", option(options, "directory"));
        variables.put(
                "lastDay",
                LocalDate.ofInstant(Speed.AS_OF.plus(Duration.ofDays(1)), ZoneOffset.UTC)
                        .toString());
        return variables;
    }

    private static void run(Connection connection, String script, Map<String, String> variables)
            throws IOException, SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : STATEMENT_END.split(fill(read(script), variables), -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static String read(String script) throws IOException {
        try (var in = DuckDb.class.getResourceAsStream("/speed/" + script)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + script);
            }
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return COMMENT.matcher(text).replaceAll("");
        }
    }

    private static String fill(String sql, Map<String, String> variables) {
        return VARIABLE.matcher(sql).replaceAll(match -> Matcher.quoteReplacement(option(variables, match.group(1))));
    }

    private static long flagged(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM flags")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String sha256(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var digest = MessageDigest.getInstance("SHA-256");
            var buffer = new byte[1 << 18];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
