package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that a heading and a few sentences tell.
 *
 * @param code a word for logs and programs
 * @param link where to go from here, if anywhere
 */
record Notice(
        int status,
        String code,
        String title,
        String text,
        @Nullable Link link,
        Map<String, String> more) implements Outcome {
    /** A link with its words. */
    record Link(String address, String words) {}

    /** There is no such review, or the key is not one of its keys: whoever asks learns neither which nor why. */
    static Notice notFound() {
        return new Notice(
                404,
                "not_found",
                "Not found",
                "There is nothing here, or the link is incomplete. Please open the link again from the message that brought you here.");
    }

    static Notice methodNotAllowed(String allowed) {
        return new Notice(
                405,
                "method_not_allowed",
                "That does not work here",
                "This address answers " + allowed + " only.",
                null,
                Map.of("Allow", allowed));
    }

    static Notice badRequest(String why) {
        return new Notice(400, "bad_request", "That could not be read", why + " Nothing was decided.");
    }

    static Notice tooLarge() {
        return new Notice(
                413,
                "too_large",
                "That is too much",
                "At most " + Request.MAX_BODY + " bytes can be sent. Nothing was decided.");
    }

    static Notice expired(Visit visit) {
        return new Notice(
                410,
                "expired",
                "This review has expired",
                "Nobody decided until " + Words.time(visit.record().closesAt())
                        + ". The workflow has gone on as it does without a decision; nothing can be decided here any more.");
    }

    static Notice contentChanged(Visit visit, Page page) {
        return new Notice(
                409,
                "content_changed",
                "What you saw has changed",
                "The review was given other evidence after your page was opened, so your decision was not sent. Please look again.",
                new Link(visit.link(page), "Look again"),
                Map.of());
    }

    static Notice evidenceChanged(Visit visit) {
        return new Notice(
                409,
                "evidence_changed",
                "This cannot be approved",
                "The evidence that is stored is not what was announced when this review was opened. Nothing was approved. It can still be rejected.",
                new Link(visit.link(Page.REJECT), "Reject instead"),
                Map.of());
    }

    /** The task does not wait any longer, and nothing recorded says why. */
    static Notice closed(boolean maybeByYou) {
        return new Notice(
                409,
                maybeByYou ? "maybe_decided" : "closed",
                "This review is closed",
                maybeByYou
                        ? "Your decision may have been the one that was accepted: the answer to it was lost on its way, and nobody else's decision is recorded. Please look at the execution to see how it went on."
                        : "This click decided nothing, and nobody's decision is recorded here. Either an earlier click was accepted and its answer got lost, or the execution was stopped, or it was decided elsewhere. Please look at the execution to see how it went on.");
    }

    /** The links to a review's files work for {@link Downloads#AFTER_CLOSING} after it closed. */
    static Notice filesGone() {
        return new Notice(
                410,
                "files_gone",
                "These files are no longer here",
                "The files of this review are no longer handed out here: that ends " + Downloads.AFTER_CLOSING.toDays()
                        + " days after the review closes.");
    }

    static Notice unavailable() {
        return new Notice(
                503,
                "unavailable",
                "Please try again in a moment",
                "The review cannot be read just now. Open the link again in a moment: the page tells what was decided, and nothing is decided twice.",
                null,
                Map.of("Retry-After", RETRY_AFTER));
    }

    static Notice fault() {
        return new Notice(
                500,
                "fault",
                "Something went wrong",
                "This is a fault on our side, and it has been logged. Open the link again: the page tells whether anything was decided.");
    }

    private Notice(int status, String code, String title, String text) {
        this(status, code, title, text, null, Map.of());
    }

    @Override
    public Map<String, String> headers() {
        return more;
    }

    @Override
    public String html() {
        return Html.notice(this);
    }

    @Override
    public ObjectNode json() {
        return Facts.error(code, text);
    }

    @Override
    public String toString() {
        return "Notice[" + code + "]";
    }
}
