package dev.reviewgate.states;

import static java.util.Objects.requireNonNull;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Utils;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The functions that Step Functions adds to JSONata, those that it takes away, and the clock. */
final class StatesFunctions {
    private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    private static final int MAX_RANGE = 1_000_000;

    private final JFunction partition = function(StatesFunctions::partition);
    private final JFunction range = function(StatesFunctions::range);
    private final JFunction hash = function(StatesFunctions::hash);
    private final JFunction random = function(StatesFunctions::random);
    private final JFunction uuid = function(args -> UUID.randomUUID().toString());
    private final JFunction parse = function(StatesFunctions::parse);
    private final JFunction eval = function(args -> {
        throw invalid("The function eval is not supported");
    });
    private final JFunction now;
    private final JFunction millis;

    StatesFunctions(Clock clock) {
        requireNonNull(clock, "clock");
        // The engine's own take the time of whichever expression the thread evaluated first.
        now = function(
                args -> Functions.dateTimeFromMillis(clock.millis(), text(argument(args, 0)), text(argument(args, 1))));
        millis = function(args -> clock.millis());
    }

    void bindTo(Frame frame) {
        frame.bind("partition", partition);
        frame.bind("range", range);
        frame.bind("hash", hash);
        frame.bind("random", random);
        frame.bind("uuid", uuid);
        frame.bind("parse", parse);
        frame.bind("eval", eval);
        frame.bind("now", now);
        frame.bind("millis", millis);
    }

    /** {@code $partition(array, size)}: the array in pieces of that size; the last one may be shorter. */
    private static @Nullable Object partition(List<?> args) {
        Object array = argument(args, 0);
        if (array == null) {
            return null;
        }
        List<?> items = array instanceof List<?> list ? list : List.of(array);
        double size = Math.floor(number("partition", args, 1));
        if (size < 1) {
            throw invalid("Argument 2 of function partition must be a positive integer");
        }
        List<Object> parts = new ArrayList<>();
        int step = (int) Math.min(size, Integer.MAX_VALUE);
        for (int from = 0; from < items.size(); from += Math.min(step, items.size() - from)) {
            parts.add(new ArrayList<>(items.subList(from, from + Math.min(step, items.size() - from))));
        }
        return parts;
    }

    /** {@code $range(start, end, step)}: a sequence, so that one number alone is that number, as on AWS. */
    private static Object range(List<?> args) {
        long start = integer("range", args, 0);
        long end = integer("range", args, 1);
        long step = integer("range", args, 2);
        if (step == 0) {
            throw invalid("Argument 3 of function range must not be 0");
        }
        if ((end - start) / step >= MAX_RANGE) {
            throw invalid("function range must not give more than " + MAX_RANGE + " numbers");
        }
        List<Object> sequence = Utils.createSequence();
        for (long next = start; step > 0 ? next <= end : next >= end; next += step) {
            sequence.add(Utils.convertNumber(next));
        }
        return sequence;
    }

    private static @Nullable Object hash(List<?> args) {
        Object content = argument(args, 0);
        if (content == null) {
            return null;
        }
        Object algorithm = argument(args, 1);
        if (!(algorithm instanceof String name) || !HASHES.contains(name)) {
            throw invalid("Argument 2 of function hash must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
        }
        String text = content instanceof String string ? string : Json.write(JsonataValues.toJson(content));
        try {
            byte[] digest = MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code $random(seed)}: the same number for the same seed; without one, a new number each time. */
    private static Object random(List<?> args) {
        if (argument(args, 0) == null) {
            return ThreadLocalRandom.current().nextDouble();
        }
        return new Random(integer("random", args, 0)).nextDouble();
    }

    private static @Nullable Object parse(List<?> args) {
        Object text = argument(args, 0);
        if (text == null) {
            return null;
        }
        if (!(text instanceof String json)) {
            throw invalid("Argument 1 of function parse must be a string");
        }
        try {
            return JsonataValues.toJsonata(Json.parse(json));
        } catch (JsonProcessingException e) {
            throw invalid("Argument 1 of function parse is not valid JSON: " + e.getOriginalMessage());
        }
    }

    private static @Nullable Object argument(List<?> args, int index) {
        return index < args.size() ? args.get(index) : null;
    }

    private static double number(String function, List<?> args, int index) {
        if (argument(args, index) instanceof Number number) {
            return number.doubleValue();
        }
        throw invalid("Argument " + (index + 1) + " of function " + function + " must be a number");
    }

    private static long integer(String function, List<?> args, int index) {
        double value = number(function, args, index);
        if (value != Math.rint(value) || Math.abs(value) > 1L << 53) {
            throw invalid("Argument " + (index + 1) + " of function " + function + " must be an integer");
        }
        return (long) value;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    private static JException invalid(String message) {
        return new JException(Expression.CUSTOM_MESSAGE, -1, message);
    }

    private static JFunction function(Body body) {
        return new JFunction((input, args) -> body.call(args), null);
    }

    private interface Body {
        @Nullable
        Object call(List<?> args);
    }
}
