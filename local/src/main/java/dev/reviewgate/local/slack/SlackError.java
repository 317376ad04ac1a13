package dev.reviewgate.local.slack;

import java.util.List;

/** An answer of {@code ok: false} with one of Slack's error words. */
final class SlackError extends Exception {
    private final List<String> messages;

    /** @param messages what {@code response_metadata} says about the arguments */
    SlackError(String word, String... messages) {
        super(word);
        this.messages = List.of(messages);
    }

    String word() {
        return String.valueOf(getMessage());
    }

    List<String> messages() {
        return messages;
    }
}
