package dev.reviewgate.core;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Returns the value of a variable that may be missing or empty. */
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** Returns the values of a variable that lists them with commas in between; none where it is missing or empty. */
    public List<String> list(String name) {
        return optionalText(name).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Returns the value of a variable that has to be {@code true} or {@code false}. */
    public boolean flag(String name) {
        String text = text(name);
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalStateException(
                    "environment variable " + name + " is " + text + "; it has to be true or false");
        }
        return text.equals("true");
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
