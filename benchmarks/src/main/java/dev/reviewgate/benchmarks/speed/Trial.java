package dev.reviewgate.benchmarks.speed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * One measured run, in a process of its own: {@code Trial CONTESTANT name=value...}. Its last line says how long it took,
 * without the start of the process, and how much memory it held.
 */
final class Trial {
    private Trial() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        var options = new TreeMap<String, String>();
        for (var i = 1; i < arguments.length; i++) {
            var equals = arguments[i].indexOf('=');
            options.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        var outcome = switch (arguments[0]) {
            case "our-generation" -> Ours.generate(options);
            case "our-screening" -> Ours.screen(options);
            case "our-everything" -> Ours.everything(options);
            case "duckdb-generation" -> DuckDb.generate(options);
            case "duckdb-screening" -> DuckDb.screen(options);
            case "duckdb-everything" -> DuckDb.everything(options);
            case "continuous" -> ContinuousCustomers.write(options);
            default -> throw new IllegalArgumentException("there is no " + arguments[0]);
        };
        System.out.println(
                Outcome.MARK + outcome.with("rssKib", peakResidentKib()).with("heapKib", heapKib()));
    }

    static String option(Map<String, String> options, String name) {
        var value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no " + name + "=");
        }
        return value;
    }

    static long processorNanos() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean extended ? extended.getProcessCpuTime() : -1;
    }

    /** What the kernel says, if it is one that does; native memory counts too. */
    private static double peakResidentKib() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToDouble(Double::parseDouble)
                    .findFirst()
                    .orElse(-1);
        }
    }

    private static double heapKib() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024.0;
    }
}
