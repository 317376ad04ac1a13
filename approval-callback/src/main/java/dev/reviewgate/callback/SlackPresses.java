package dev.reviewgate.callback;

import dev.reviewgate.core.Deadline;
import dev.reviewgate.core.Log;
import dev.reviewgate.slack.Cards;
import dev.reviewgate.slack.SlackAnswer;
import dev.reviewgate.slack.SlackApi;
import java.net.URI;
import java.time.Duration;

/** Answers the press of a card's button with a dialog. */
final class SlackPresses {
    /** What is kept back for opening the dialog, and for saying so otherwise if Slack does not open it. */
    private static final Duration FOR_DIALOG = Duration.ofMillis(900);

    private static final Duration FOR_SENTENCE = Duration.ofMillis(300);

    private final SlackDialogs dialogs;
    private final SlackApi api;
    private final Cards cards;
    private final Log log;

    SlackPresses(SlackDialogs dialogs, SlackApi api, Cards cards, Log log) {
        this.dialogs = dialogs;
        this.api = api;
        this.cards = cards;
        this.log = log;
    }

    Outcome answer(SlackPayload.Press press, Deadline deadline) {
        SlackDialogs.Dialog dialog = dialogs.find(press, deadline.leaving(FOR_DIALOG), deadline);
        SlackAnswer opened = api.openView(press.trigger(), dialog.view(), deadline.leaving(FOR_SENTENCE));
        if (!opened.isOk()) {
            line("Slack did not open a dialog", press, opened);
            sayInstead(press, deadline);
        }
        refresh(dialog);
        return SlackReply.received(opened.isOk() ? dialog.code() : "not_opened");
    }

    /** The trigger of a dialog is good for three seconds, which a function that has just been started may need for itself. */
    private void sayInstead(SlackPayload.Press press, Deadline deadline) {
        URI url = press.responseUrl();
        if (url == null) {
            return;
        }
        SlackAnswer said = api.respond(
                url,
                cards.sentence("That took a moment too long, and nothing was decided. Please press the button again."),
                deadline);
        if (!said.isOk()) {
            line("Slack did not take the answer to a button", press, said);
        }
    }

    /** Whatever happens here, the dialog is open. */
    private void refresh(SlackDialogs.Dialog dialog) {
        try {
            dialog.afterwards().run();
        } catch (RuntimeException e) {
            log.warn("a stale message in Slack was not updated").with(e).write();
        }
    }

    private void line(String message, SlackPayload.Press press, SlackAnswer answer) {
        log.warn(message)
                .with("reviewId", press.review())
                .with("why", answer.words())
                .write();
    }
}
