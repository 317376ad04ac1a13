package dev.reviewgate.core;

import java.net.URI;
import java.util.Map;

/** Configuration from environment variables; one that is missing or malformed names itself. */
public record Env(Map<String, String> variables) {
    public Env {
        variables = Map.copyOf(variables);
    }

    /** Returns the value of a variable that has to be set. */
    public String text(String name) {
        String value = variables.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("environment variable " + name + " is missing");
        }
        return value;
    }

    /** Returns the value of a variable that has to be a whole number from {@code min} to {@code max}. */
    public int whole(String name, int min, int max) {
        String text = text(name);
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the message that also fits a number out of range
        }
        throw new IllegalStateException("environment variable " + name + " is " + text
                + "; it has to be a whole number from " + min + " to " + max);
    }

    /** Returns the value of a variable that has to be an http or https address; a slash at its end is dropped. */
    public URI url(String name) {
        String text = text(name);
        try {
            URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            if (("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // falls through to the message that also fits an address of another kind
        }
        throw new IllegalStateException(
                "environment variable " + name + " is " + text + "; it has to be an http or https address");
    }

    @Override
    public String toString() {
        return "Env" + variables.keySet();
    }
}
