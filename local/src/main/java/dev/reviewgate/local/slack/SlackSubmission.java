package dev.reviewgate.local.slack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What submitting a modal led to.
 *
 * @param status of HTTP; 0 if no answer came in the time that Slack waits
 * @param action the answer's {@code response_action}; empty if it has none, which closes the modal
 * @param errors by {@code block_id}, what is wrong with a field
 * @param view what the person sees afterwards; null if the modal has closed
 * @param notes what came up in the channel for nobody but whoever submitted
 */
public record SlackSubmission(
        int status,
        String action,
        Map<String, String> errors,
        @Nullable SlackView view,
        List<SlackNote> notes,
        String body,
        Duration took) {
    public SlackSubmission {
        errors = Map.copyOf(errors);
        notes = List.copyOf(notes);
    }

    /** Returns whether it was taken and the modal is gone. */
    public boolean isClosed() {
        return status == 200 && view == null;
    }
}
