package dev.reviewgate.local.slack;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a click on a button led to.
 *
 * @param status of HTTP; 0 if no answer came in the time that Slack waits
 * @param view the modal that opened
 * @param notes what came up in the channel for nobody but whoever clicked
 */
public record SlackClick(int status, @Nullable SlackView view, List<SlackNote> notes, String body, Duration took) {
    public SlackClick {
        notes = List.copyOf(notes);
    }

    /** Returns the modal that opened. */
    public SlackView opened() {
        if (view == null) {
            throw new IllegalStateException("no modal opened; the app answered " + status + " " + body);
        }
        return view;
    }
}
