package dev.reviewgate.local.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A throwable as Lambda reports it: errorMessage, errorType (the full class name), stackTrace, cause. */
record Failure(String type, String json) {
    private static final int DEEPEST_CAUSE = 10;

    static Failure of(Throwable e) {
        return new Failure(e.getClass().getName(), json(e, 0));
    }

    private static String json(Throwable e, int depth) {
        StringBuilder out = new StringBuilder("{");
        String message = e.getLocalizedMessage();
        if (message != null) {
            out.append("\"errorMessage\":").append(quote(message)).append(',');
        }
        out.append("\"errorType\":").append(quote(e.getClass().getName()));
        List<String> frames = new ArrayList<>();
        for (StackTraceElement frame : e.getStackTrace()) {
            if (frame.getClassName().startsWith(Bootstrap.class.getPackageName())) {
                break;
            }
            frames.add(quote(frame.toString()));
        }
        out.append(",\"stackTrace\":[").append(String.join(",", frames)).append(']');
        if (e.getCause() != null && e.getCause() != e && depth < DEEPEST_CAUSE) {
            out.append(",\"cause\":").append(json(e.getCause(), depth + 1));
        }
        return out.append('}').toString();
    }

    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
