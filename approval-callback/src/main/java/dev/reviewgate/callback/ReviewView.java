package dev.reviewgate.callback;

import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Durations;
import dev.reviewgate.core.Fact;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.S3File;
import dev.reviewgate.core.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the template of an open review asks for. */
record ReviewView(Outcome.Open open) {
    /** The label under which the pipeline lists the findings about the file as a whole. */
    private static final String WHOLE_FILE = "The file as a whole";

    /** A file of the review, with its link. */
    record Download(String name, String words, String link, String size) {}

    String title() {
        String what = open.page()
                .verdict()
                .map(v -> v == Verdict.APPROVED ? "Approve" : "Reject")
                .orElse("Review");
        return what + ": " + record().subject();
    }

    ReviewRecord record() {
        return open.visit().record();
    }

    String environment() {
        return open.visit().environment();
    }

    boolean approves() {
        return open.page() == Page.APPROVE;
    }

    boolean rejects() {
        return open.page() == Page.REJECT;
    }

    /** What the pipeline says about itself; what the report says at length is not said twice. */
    List<Fact> facts() {
        boolean saysMore = report().map(r -> !r.fileFindings().isEmpty()).orElse(false);
        return record().facts().stream()
                .filter(fact -> !saysMore || !fact.label().equals(WHOLE_FILE))
                .toList();
    }

    /** An approval of something else than what was announced is refused before anybody fills in a form. */
    boolean mayNotApprove() {
        return open.findings() instanceof Findings.Changed;
    }

    String link(Page page) {
        return open.visit().link(page);
    }

    String action() {
        return open.visit().action(open.page());
    }

    String key() {
        return open.visit().key().value();
    }

    Form form() {
        return open.form();
    }

    @Nullable
    Alert alert() {
        return open.alert();
    }

    /** Returns what is wrong with a field, or null. */
    @Nullable
    String problem(String field) {
        Alert alert = open.alert();
        return alert == null ? null : alert.problems().get(field);
    }

    /** Names the elements that describe a field, its problem first. */
    String describedBy(String field) {
        return problem(field) == null ? field + "-hint" : field + "-problem " + field + "-hint";
    }

    /** Marks a field whose value was refused; null leaves the mark out. */
    @Nullable
    String invalid(String field) {
        return problem(field) == null ? null : "true";
    }

    boolean chosen(Publish publish) {
        return publish.name().equals(form().publish());
    }

    boolean offersClean() {
        return record().evidence().clean() != null;
    }

    String withoutFlagged() {
        return report().map(r -> "Publish without the " + Words.whole(r.flaggedRows()) + " flagged rows")
                .orElse("Publish without the flagged rows");
    }

    int longestName() {
        return Decision.MAX_NAME;
    }

    int longestComment() {
        return Decision.MAX_COMMENT;
    }

    String left() {
        Duration left = Duration.between(open.now(), record().closesAt());
        return left.isNegative() || left.isZero() ? "closing" : Durations.words(left) + " left";
    }

    String until() {
        return Words.time(record().closesAt());
    }

    String openedAt() {
        return Words.time(record().openedAt());
    }

    /** Says which attempt this is, and whether there is another one; empty where there is nothing to say. */
    String attempt() {
        ReviewRecord record = record();
        if (record.attempts() <= 1) {
            return "";
        }
        String which = record.attempt() == 1 ? "First message" : "Reminder " + (record.attempt() - 1);
        return record.attempt() < record.attempts()
                ? which + "; a reminder follows at " + Words.time(record.attemptEndsAt())
                : which + "; the last one";
    }

    List<Download> downloads() {
        return Facts.FILES.stream()
                .flatMap(name -> record().evidence().file(name).map(f -> download(name, f)).stream())
                .toList();
    }

    Optional<Report> report() {
        return open.findings() instanceof Findings.Shown shown ? Optional.of(shown.report()) : Optional.empty();
    }

    /** Why there is nothing to see where a report was announced; empty if there is, or if none was. */
    String noReport() {
        return open.findings() instanceof Findings.Unreadable unreadable ? unreadable.why() : "";
    }

    private Download download(String name, S3File file) {
        String words = switch (name) {
            case "dataset" -> "Whole dataset";
            case "clean" -> "Without the flagged rows";
            case "flagged" -> "Flagged rows, with reasons";
            case "html" -> "Report as a page to keep";
            default -> "Report for programs (JSON)";
        };
        Long bytes = file.bytes();
        return new Download(name, words, open.visit().download(name), bytes == null ? "" : Words.bytes(bytes));
    }
}
