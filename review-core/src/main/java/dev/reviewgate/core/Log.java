package dev.reviewgate.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object a line, which CloudWatch Logs can search by field; callers name every field, so no secret slips in. */
public final class Log {
    private static final String NAMESPACE = "ReviewGate";
    private static final String OURS = "dev.reviewgate.";

    private final PrintStream out;
    private final Clock clock;

    public Log(PrintStream out, Clock clock) {
        this.out = Objects.requireNonNull(out, "out");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Starts a line about something that went as it should. */
    public Line info(String message) {
        return new Line("INFO", message);
    }

    /** Starts a line about something that was refused or will be tried again. */
    public Line warn(String message) {
        return new Line("WARN", message);
    }

    /** Starts a line about something that somebody has to look at. */
    public Line error(String message) {
        return new Line("ERROR", message);
    }

    /** A line in the making; nothing is written before {@link #write()}. */
    public final class Line {
        private final ObjectNode json = Json.mapper().createObjectNode();

        private Line(String level, String message) {
            json.put("time", clock.instant().toString());
            json.put("level", level);
            json.put("message", message);
        }

        public Line with(String name, @Nullable Object value) {
            json.put(name, value == null ? null : value.toString());
            return this;
        }

        public Line with(String name, long value) {
            json.put(name, value);
            return this;
        }

        public Line with(String name, JsonNode value) {
            json.set(name, value);
            return this;
        }

        /** Adds class, message and place of what failed, and of its causes. */
        public Line with(Throwable failure) {
            StringBuilder text = new StringBuilder();
            for (Throwable t = failure; t != null && text.length() < 2000; t = t.getCause()) {
                text.append(text.isEmpty() ? "" : " <- ").append(t);
                Arrays.stream(t.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith(OURS))
                        .findFirst()
                        .ifPresent(frame -> text.append(" at ").append(frame));
            }
            json.put("failure", text.toString());
            return this;
        }

        /**
         * Makes the line count as one for a CloudWatch metric of this name in the namespace {@value #NAMESPACE}.
         *
         * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded metric format</a>
         */
        public Line count(String metric, String environment) {
            json.put("environment", environment);
            json.put(metric, 1);
            ObjectNode aws = json.putObject("_aws");
            aws.put("Timestamp", clock.millis());
            ObjectNode metrics = aws.putArray("CloudWatchMetrics").addObject();
            metrics.put("Namespace", NAMESPACE);
            metrics.putArray("Dimensions").addArray().add("environment");
            metrics.putArray("Metrics").addObject().put("Name", metric).put("Unit", "Count");
            return this;
        }

        public void write() {
            out.println(Json.write(json));
            out.flush();
        }
    }
}
