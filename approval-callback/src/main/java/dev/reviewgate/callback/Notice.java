package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that a heading and a few sentences tell.
 *
 * @param code a word for logs and programs
 * @param link where to go from here, if anywhere
 * @param visit what it is about, where whoever asks may know that
 */
record Notice(
        int status,
        String code,
        String title,
        String text,
        @Nullable Link link,
        Map<String, String> more,
        @Nullable Visit visit)
        implements Outcome {
    /** A link with its words. */
    record Link(String address, String words) {}

    /** There is no such review, or the key is not one of its keys: whoever asks learns neither which nor why. */
    static Notice notFound() {
        return new Notice(
                404,
                "not_found",
                "There is nothing here",
                "The link is not complete, or what it led to is gone. Please open it again from the message that brought you here.");
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
        return new Notice(410, "expired", "This review has expired", new Upshot.Expired(visit.record()).text())
                .about(visit);
    }

    static Notice contentChanged(Visit visit, Page page) {
        return new Notice(
                        409,
                        "content_changed",
                        "What you saw has changed",
                        new Upshot.ContentChanged(visit.record()).text(),
                        new Link(visit.link(page), "Look again"),
                        Map.of())
                .about(visit);
    }

    static Notice evidenceChanged(Visit visit) {
        return new Notice(
                        409,
                        "evidence_changed",
                        "This cannot be approved",
                        new Upshot.EvidenceChanged().text(),
                        new Link(visit.link(Page.REJECT), "Reject instead"),
                        Map.of())
                .about(visit);
    }

    /** The task does not wait any longer, and nothing recorded says why. */
    static Notice closed(boolean maybeByYou) {
        Upshot closed = new Upshot.Closed(maybeByYou);
        return new Notice(closed.status(), closed.code(), "This review is closed", closed.text());
    }

    /** Somebody else's decision is on its way, and this click had no time to wait for it. */
    static Notice beingDecided(Visit visit, Upshot.BeingDecided upshot) {
        return new Notice(
                        upshot.status(),
                        upshot.code(),
                        "Somebody is deciding",
                        upshot.text(),
                        new Link(visit.link(Page.REVIEW), "Look again"),
                        Map.of("Retry-After", RETRY_AFTER))
                .about(visit);
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

    private Notice(int status, String code, String title, String text, @Nullable Link link, Map<String, String> more) {
        this(status, code, title, text, link, more, null);
    }

    private Notice(int status, String code, String title, String text) {
        this(status, code, title, text, null, Map.of());
    }

    private Notice about(Visit visit) {
        return new Notice(status, code, title, text, link, more, visit);
    }

    /** What the review is about; empty where that is not to be told. */
    String subject() {
        return visit == null ? "" : visit.record().subject();
    }

    String environment() {
        return visit == null ? "" : visit.environment();
    }

    Sign sign() {
        return Sign.of(code, status);
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
