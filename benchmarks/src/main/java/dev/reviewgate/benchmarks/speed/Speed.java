package dev.reviewgate.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints the tables on speed and memory; {@code benchmarks/speed} starts it. Runs of contestants take turns. */
final class Speed {
    static final long SEED = 42;
    static final double ANOMALY_RATE = 0.02;

    /** Fixed, so that the same dates are in the future tomorrow. */
    static final Instant AS_OF = Instant.parse("2026-11-22T09:00:00Z");

    private static final String DUCKDB = "DuckDB";
    private static final String SORTED = "statistics=sorted";
    private static final String COUNTED = "statistics=counted";
    private static final String OURS = "Review Gate";
    private static final String FENCES = "fences.json";
    private static final String PYTHON = "Python (csv, NumPy)";

    private final Launcher launcher;
    private final Path directory;
    private final long rows;
    private final long pythonRows;
    private final int times;

    private Speed(Launcher launcher, Path directory, long rows, long pythonRows, int times) {
        this.launcher = launcher;
        this.directory = directory;
        this.rows = rows;
        this.pythonRows = Math.min(rows, pythonRows);
        this.times = times;
    }

    /** {@code ROWS PYTHON_ROWS RUNS DIRECTORY TABLES SCRIPTS [PYTHON]}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var directory = Files.createDirectories(Path.of(arguments[3]));
        var python = arguments.length > 6 ? Path.of(arguments[6]) : null;
        var launcher = new Launcher(directory, python, Path.of(arguments[5]));
        var speed = new Speed(
                launcher,
                directory,
                Long.parseLong(arguments[0]),
                Long.parseLong(arguments[1]),
                Integer.parseInt(arguments[2]));
        speed.run(Set.of(arguments[4].split(",")));
    }

    private void run(Set<String> tables) throws IOException, InterruptedException {
        if (tables.contains("generation")) {
            generation();
        }
        var customers = customers(rows);
        if (tables.contains("screening") || tables.contains("everything")) {
            var fewer = pythonRows == rows ? customers : customers(pythonRows);
            System.out.printf(
                    Locale.ROOT,
                    "Customers: %,d rows of nine columns, %,.0f MB, about 2 %% with an accident.%n%n",
                    rows,
                    Files.size(customers) / 1e6);
            requireSameFlags(customers, COUNTED, fewer);
            if (tables.contains("screening")) {
                screening("Screening alone", "screening", customers, fewer);
            }
            if (tables.contains("everything")) {
                screening("Everything in one go", "everything", customers, fewer);
            }
        }
        if (tables.contains("threads")) {
            twoThreads(customers);
        }
        if (tables.contains("memory")) {
            memory();
        }
        Files.delete(customers);
        if (tables.contains("continuous")) {
            continuous();
        }
    }

    private Path customers(long count) throws IOException, InterruptedException {
        var file = directory.resolve("customers-" + count + ".csv");
        launcher.java(1, "our-generation", "file=" + file, "rows=" + count, "threads=1");
        return file;
    }

    private void generation() throws IOException, InterruptedException {
        var file = directory.resolve("generated.csv");
        var ours = new Runs(OURS, rows);
        var duckDb = new Runs(DUCKDB, rows);
        var python = new Runs(PYTHON, pythonRows);
        for (var i = 0; i < times; i++) {
            duckDb.add(launcher.java(1, "duckdb-generation", "file=" + file, "rows=" + rows, "threads=1"));
            settle(file);
            ours.add(launcher.java(1, "our-generation", "file=" + file, "rows=" + rows, "threads=1"));
            settle(file);
            if (launcher.hasPython()) {
                python.add(launcher.python("generate.py", file.toString(), Long.toString(pythonRows)));
                settle(file);
            }
        }
        print("Generation, one thread", withPython(List.of(ours, duckDb), python));
    }

    private void screening(String title, String task, Path customers, Path fewer)
            throws IOException, InterruptedException {
        var ours = new Runs(OURS, rows);
        var warm = new Runs(OURS + ", third time in one process", rows);
        var duckDb = new Runs(DUCKDB, rows);
        var sorting = new Runs(DUCKDB + ", sorting", rows);
        var python = new Runs(PYTHON, pythonRows);
        for (var i = 0; i < times; i++) {
            duckDb.add(screen(1, "duckdb-" + task, customers, COUNTED));
            sorting.add(screen(1, "duckdb-" + task, customers, SORTED));
            ours.add(screen(1, "our-" + task, customers));
            if (task.equals("screening")) {
                warm.add(screen(1, "our-" + task, customers, "times=3"));
            }
            if (launcher.hasPython()) {
                python.add(launcher.python("screen.py", task, fewer.toString(), directory.toString()));
            }
        }
        var contestants = new ArrayList<>(List.of(ours));
        if (!warm.outcomes().isEmpty()) {
            contestants.add(warm);
        }
        contestants.add(duckDb);
        contestants.add(sorting);
        print(title + ", one thread", withPython(contestants, python));
    }

    private void twoThreads(Path customers) throws IOException, InterruptedException {
        var file = directory.resolve("generated.csv");
        var one = new Runs(OURS + ", one thread", rows);
        var two = new Runs(OURS + ", two threads", rows);
        var duckDb = new Runs(DUCKDB + ", two threads", rows);
        var generatedByOne = new Runs(OURS + ", generation, one thread", rows);
        var generatedByTwo = new Runs(OURS + ", generation, two threads", rows);
        for (var i = 0; i < times; i++) {
            duckDb.add(screen(2, "duckdb-everything", customers, COUNTED));
            one.add(screen(1, "our-everything", customers));
            two.add(screen(2, "our-everything", customers));
            generatedByOne.add(launcher.java(1, "our-generation", "file=" + file, "rows=" + rows, "threads=1"));
            settle(file);
            generatedByTwo.add(launcher.java(2, "our-generation", "file=" + file, "rows=" + rows, "threads=2"));
            settle(file);
        }
        System.out.println(Table.of("Everything in one go, two threads", List.of(two, one, duckDb), duckDb.name()));
        System.out.println(
                Table.of("Generation, two threads", List.of(generatedByTwo, generatedByOne), generatedByOne.name()));
    }

    private void memory() throws IOException, InterruptedException {
        var sizes = new ArrayList<Runs>();
        for (var count : new long[] {10_000, 1_000_000, rows}) {
            var file = count == rows ? directory.resolve("customers-" + rows + ".csv") : customers(count);
            var runs = new Runs(OURS, count);
            runs.add(launcher.javaWithHeapLog(
                    1, "our-everything", "file=" + file, "directory=" + directory, "threads=1"));
            sizes.add(runs);
        }
        System.out.println(Table.memory(sizes));
    }

    private void continuous() throws IOException, InterruptedException {
        var file = directory.resolve("continuous.csv");
        launcher.java(1, "continuous", "file=" + file, "rows=" + rows);
        System.out.printf(
                Locale.ROOT,
                "Continuous values: %,d rows of nine columns, %,.0f MB, four of them with up to 17 digits.%n%n",
                rows,
                Files.size(file) / 1e6);
        requireSameFlags(file, SORTED, null);
        var ours = new Runs(OURS, rows);
        var duckDb = new Runs(DUCKDB, rows);
        for (var i = 0; i < times; i++) {
            duckDb.add(screen(1, "duckdb-everything", file, SORTED));
            ours.add(screen(1, "our-everything", file));
        }
        print("Everything in one go, continuous values, one thread", List.of(ours, duckDb));
        Files.delete(file);
    }

    /** Fails unless DuckDB and Python flag what we flag, and DuckDB's clean.csv is ours to the byte. */
    private void requireSameFlags(Path file, String statistics, @Nullable Path fewer)
            throws IOException, InterruptedException {
        var clean = directory.resolve("clean.csv");
        var ourClean = directory.resolve("our-clean.csv");
        var ours = flagged("our-everything", file);
        Files.move(clean, ourClean, StandardCopyOption.REPLACE_EXISTING);
        ours.requireSameAs(flagged("duckdb-everything", file, statistics), DUCKDB);
        if (Files.mismatch(ourClean, clean) >= 0) {
            throw new IllegalStateException(DUCKDB + " writes another clean.csv");
        }
        System.out.printf(
                Locale.ROOT,
                "The same %,d rows flagged for the same checks, the same clean.csv to the byte: %s and %s.%n",
                ours.reasons().size(),
                OURS,
                DUCKDB);
        if (fewer != null && launcher.hasPython()) {
            var few = flagged("our-everything", fewer);
            Files.move(
                    directory.resolve("report.json"), directory.resolve(FENCES), StandardCopyOption.REPLACE_EXISTING);
            launcher.python("screen.py", "everything", fewer.toString(), directory.toString());
            few.requireSameAs(FlaggedRows.read(directory.resolve("flagged.csv")), PYTHON);
            System.out.printf(
                    Locale.ROOT,
                    "The same %,d of %,d rows: %s.%n",
                    few.reasons().size(),
                    pythonRows,
                    PYTHON);
        }
        System.out.println();
    }

    private FlaggedRows flagged(String task, Path file, String... more) throws IOException, InterruptedException {
        screen(1, task, file, more);
        return FlaggedRows.read(directory.resolve("flagged.csv"));
    }

    private Outcome screen(int threads, String task, Path file, String... more)
            throws IOException, InterruptedException {
        for (var name : new String[] {"clean.csv", "flagged.csv", "report.json"}) {
            Files.deleteIfExists(directory.resolve(name));
        }
        var arguments = new ArrayList<>(List.of(task, "file=" + file, "directory=" + directory, "threads=" + threads));
        arguments.addAll(List.of(more));
        return launcher.java(threads, arguments.toArray(String[]::new));
    }

    /** A file that is overwritten, or still on its way to the disk, would slow down whoever comes next. */
    private static void settle(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    private List<Runs> withPython(List<Runs> contestants, Runs python) {
        var all = new ArrayList<>(contestants);
        if (launcher.hasPython()) {
            all.add(python);
        }
        return all;
    }

    private static void print(String title, List<Runs> contestants) {
        System.out.println(Table.of(title, contestants, DUCKDB));
    }
}
