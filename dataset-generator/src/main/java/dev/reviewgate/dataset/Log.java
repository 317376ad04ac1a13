package dev.reviewgate.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes one JSON object a line; callers hand it counts, names and times, never rows. */
final class Log {
    private final PrintStream out;
    private final Clock clock;
    private final ObjectMapper json;

    Log(PrintStream out, Clock clock, ObjectMapper json) {
        this.out = out;
        this.clock = clock;
        this.json = json;
    }

    void info(String message, Map<String, ?> facts) {
        write("INFO", message, facts);
    }

    void warn(String message, Map<String, ?> facts) {
        write("WARN", message, facts);
    }

    void error(String message, Map<String, ?> facts) {
        write("ERROR", message, facts);
    }

    private void write(String level, String message, Map<String, ?> facts) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", clock.instant().toString());
        line.put("level", level);
        line.put("message", message);
        // Sorted, because the facts come in maps of no particular order.
        line.putAll(new TreeMap<>(facts));
        try {
            out.println(json.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a log line could not be written as JSON", e);
        }
    }
}
