package dev.reviewgate.callback;

import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Durations;
import dev.reviewgate.core.Fact;
import dev.reviewgate.core.Look;
import dev.reviewgate.core.Publish;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.S3File;
import dev.reviewgate.core.Verdict;
import dev.reviewgate.core.Vote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the template of an open review asks for. */
record ReviewView(Outcome.Open open) {
    /** The label under which the pipeline lists the findings about the file as a whole. */
    private static final String WHOLE_FILE = "The file as a whole";

    /** The label under which the pipeline names the reasons, which the report shows as bars. */
    private static final String MAIN_REASONS = "Main reasons";

    /** The label under which a pipeline may say what happens then, where it does not say it otherwise. */
    private static final String IF_NOBODY_DECIDES = "If nobody decides";

    /** The id of the field for the name of somebody who wants to see personal data. */
    static final String REVEAL_NAME = "reveal-name";

    /** How many of those who have seen personal data are named. */
    private static final int MOST_LOOKS = 5;

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

    /** Tells whether this page is for one decision, whose form comes first. */
    boolean isFocused() {
        return open.page() != Page.REVIEW;
    }

    /** Tells whether something that the report says about people is not shown as it is. */
    boolean isMasked() {
        return open.findings() instanceof Findings.Shown shown && shown.isMasked();
    }

    /** Tells whether what the report says about people is shown as it is, because somebody asked for it. */
    boolean isRevealed() {
        return open.findings() instanceof Findings.Shown shown && !shown.isMasked() && revealedBy() != null;
    }

    /** Who asked for what is shown now; null where nobody did. */
    @Nullable
    Look revealedBy() {
        List<Look> looks = open.looks();
        Look last = looks.isEmpty() ? null : looks.get(looks.size() - 1);
        return last != null && last.name().equals(form().name()) && open.alert() == null ? last : null;
    }

    /** What was typed as the name of somebody who wants to see personal data. */
    String revealName() {
        Alert alert = open.alert();
        if (alert instanceof Alert.NameMissing missing) {
            return missing.typed();
        }
        return alert instanceof Alert.NotRecorded failed ? failed.typed() : form().name();
    }

    /** Tells whether the form that asks for personal data has something to say. */
    boolean revealFailed() {
        return open.alert() instanceof Alert.NameMissing || open.alert() instanceof Alert.NotRecorded;
    }

    /** Who has asked to see personal data so far, the latest first; empty if nobody has. */
    String looks() {
        List<Look> looks = open.looks();
        if (looks.isEmpty()) {
            return "";
        }
        List<String> named = new ArrayList<>();
        for (int i = looks.size() - 1; i >= 0 && named.size() < MOST_LOOKS; i--) {
            named.add(looks.get(i).name() + " (" + Words.time(looks.get(i).at()) + ")");
        }
        int others = looks.size() - named.size();
        return (looks.size() == 1 ? "Shown once so far: to " : "Shown " + looks.size() + " times so far: to ")
                + String.join(", ", named)
                + (others == 0 ? "" : " and " + others + " more")
                + ".";
    }

    /** Tells whether a link decides here, or only shows. */
    boolean linksDecide() {
        return !record().policy().verifiedOnly();
    }

    /** Who may decide, in one sentence for each rule. */
    List<String> rules() {
        ReviewPolicy policy = record().policy();
        List<String> rules = new ArrayList<>();
        if (!policy.approvers().isEmpty()) {
            int n = policy.approvers().size();
            rules.add(
                    n == 1
                            ? "Only the person or group that the request names may decide."
                            : "Only the " + n + " people or groups that the request names may decide.");
        }
        if (!policy.requesterMayDecide()) {
            rules.add("Whoever asked for this review may not decide on it.");
        }
        if (policy.isQuorum()) {
            rules.add(policy.approvalsRequired() + " people have to approve. One rejection is enough to reject.");
        }
        return rules;
    }

    boolean isQuorum() {
        return record().policy().isQuorum();
    }

    /** How far a review that needs several approvals has come. */
    String approvals() {
        int votes = votes().size();
        return votes + " of " + record().policy().approvalsRequired() + " approvals";
    }

    /** How many approvals are missing still. */
    int missingApprovals() {
        return Math.max(0, record().policy().approvalsRequired() - votes().size());
    }

    List<Vote> votes() {
        return open.ballot().votes();
    }

    /** What somebody's approval would publish; empty where there is nothing to choose. */
    String publishes(Vote vote) {
        if (!offersClean()) {
            return "";
        }
        return vote.publish() == Publish.ALL ? "everything" : "all but the flagged rows";
    }

    /** The sign of what the page has to say first. */
    Sign alertSign() {
        Alert alert = open.alert();
        return alert == null ? Sign.WAITING : Sign.of(alert.code(), alert.status());
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
                .filter(fact -> !fact.label().equals(IF_NOBODY_DECIDES))
                .filter(fact -> !saysMore || !fact.label().equals(WHOLE_FILE))
                .filter(fact -> report().isEmpty() || !fact.label().equals(MAIN_REASONS))
                .toList();
    }

    /** What happens if nobody decides, as a sentence; empty where nobody has said it. */
    String ifNobodyDecides() {
        String said = record().ifNobodyDecides();
        if (said != null) {
            return sentence(said);
        }
        return record().facts().stream()
                .filter(fact -> fact.label().equals(IF_NOBODY_DECIDES))
                .map(fact -> sentence(fact.value()))
                .findFirst()
                .orElse("");
    }

    private static String sentence(String text) {
        int end = text.offsetByCodePoints(0, text.isEmpty() ? 0 : 1);
        String sentence = text.substring(0, end).toUpperCase(Locale.ROOT) + text.substring(end);
        return sentence.isEmpty() || ".!?".indexOf(sentence.charAt(sentence.length() - 1)) >= 0
                ? sentence
                : sentence + ".";
    }

    /** What the report says, drawn; null where there is none to show. */
    @Nullable
    ReportView evidence() {
        return report().map(r -> ReportView.of(r, record().facts())).orElse(null);
    }

    /** An approval of something else than what was announced is refused before anybody fills in a form. */
    boolean mayNotApprove() {
        return open.findings() instanceof Findings.Changed;
    }

    String link(Page page) {
        return open.visit().link(page);
    }

    String action() {
        return action(open.page());
    }

    /** Where the form goes that asks for personal data. */
    String reveal() {
        return open.visit().reveal();
    }

    String action(Page page) {
        return open.visit().action(page);
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

    /** The flagged rows in words, with their number where it is known. */
    String flaggedRows() {
        return report().map(
                        r -> r.flaggedRows() == 1 ? "1 flagged row" : Words.whole(r.flaggedRows()) + " flagged rows")
                .orElse("flagged rows");
    }

    /** What approving without the flagged rows publishes; empty where that is not known. */
    String cleanRows() {
        return report().map(r -> "Publishes " + Words.whole(r.rows() - r.flaggedRows()) + " of " + Words.whole(r.rows())
                        + " rows")
                .orElse("");
    }

    /** What approving everything publishes; empty where that is not known. */
    String allRows() {
        return report().map(r -> "Publishes all " + Words.whole(r.rows()) + " rows")
                .orElse("");
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
