package dev.reviewgate.operator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A review as text for a terminal; what a stack does not say, an older or a newer one, is left out. */
final class ReviewText {
    private static final String INDENT = "  ";

    private static final int DIGITS = 16;

    private final JsonNode review;

    ReviewText(JsonNode review) {
        this.review = review;
    }

    /** Returns everything there is to know. */
    String whole() {
        StringBuilder text = new StringBuilder(brief());
        section(text, "Flagged rows by reason", reasons());
        section(text, "The file as a whole", fileFindings());
        section(text, "Who may decide", policy());
        section(text, "Votes" + needed(), votes());
        section(text, "Being decided just now", deciding());
        section(text, "Decision", decision());
        section(text, "Files", files());
        section(text, "Asked to see personal data", looks());
        return text.toString();
    }

    /** Returns in one line who decided what; empty if nobody has. */
    String decided() {
        JsonNode decision = review.path("decision");
        if (!decision.isObject()) {
            return "";
        }
        String why = comment(decision);
        return who(decision.path("reviewer")) + " has " + what(decision) + " it, " + moment(decision, "decidedAt")
                + (why.isEmpty() ? ".\n" : ": " + why + "\n");
    }

    /** Returns what somebody who is about to decide has to see. */
    String brief() {
        StringBuilder text = new StringBuilder();
        text.append(field("subject")).append('\n').append(state()).append("\n\n");
        Table table = new Table(INDENT);
        row(table, "Review", field("reviewId"));
        row(table, "Environment", field("environment"));
        row(table, "Execution", field("execution"));
        row(table, "Asked for by", field("requestedBy"));
        row(table, "Opened", moment("openedAt"));
        row(table, "Closes", moment("closesAt"));
        row(table, "If nobody decides", field("ifNobodyDecides"));
        int messages = review.path("messages").asInt();
        row(table, "Slack messages", messages == 0 ? "" : Words.count(messages));
        text.append(table);
        section(text, "Facts", facts());
        if (review.path("evidenceChanged").asBoolean()) {
            text.append("\nThe files are not those that were announced: this can only be rejected.\n");
        }
        return text.toString();
    }

    private String state() {
        String state = review.path("state").asText().toLowerCase(Locale.ROOT);
        List<String> parts = new ArrayList<>();
        parts.add(state);
        int attempts = review.path("attempts").asInt();
        if (attempts > 1) {
            parts.add("attempt " + review.path("attempt").asInt() + " of " + attempts);
        }
        if (state.equals("open") && review.has("secondsLeft")) {
            parts.add(Words.length(review.path("secondsLeft").asLong()) + " left");
        }
        return String.join(", ", parts);
    }

    private Table facts() {
        Table table = new Table(INDENT);
        review.path("facts").forEach(f -> table.row(text(f, "label"), text(f, "value")));
        return table;
    }

    private Table reasons() {
        Table table = new Table(INDENT);
        review.at("/report/reasons")
                .forEach(r -> table.row(
                        Words.count(r.path("rows").asLong()),
                        text(r, "reason").toLowerCase(Locale.ROOT).replace('_', ' ')));
        return table;
    }

    private Table fileFindings() {
        Table table = new Table(INDENT);
        review.at("/report/fileFindings").forEach(f -> {
            String column = text(f, "column");
            table.row((column.isEmpty() ? "" : column + ": ") + text(f, "found") + ", expected " + text(f, "expected"));
        });
        return table;
    }

    private Table policy() {
        JsonNode policy = review.path("policy");
        Table table = new Table(INDENT);
        if (!policy.isObject()) {
            return table;
        }
        JsonNode approvers = policy.path("approvers");
        boolean links = policy.path("linksDecide").asBoolean();
        row(
                table,
                "Approvers",
                !approvers.isEmpty()
                        ? texts(approvers)
                        : links ? "everybody with a link" : "everybody who is verified, by Slack or IAM");
        int required = policy.path("approvalsRequired").asInt(1);
        row(table, "Approvals", required + (required == 1 ? " is enough" : " people are needed"));
        boolean requester = policy.path("requesterMayDecide").asBoolean(true);
        row(table, "Whoever asked", requester ? "" : "may not decide");
        return table;
    }

    private String needed() {
        int required = review.at("/policy/approvalsRequired").asInt(1);
        return required == 1 ? "" : " (" + required + " are needed)";
    }

    private Table votes() {
        Table table = new Table(INDENT);
        for (JsonNode vote : review.path("votes")) {
            table.row(who(vote), what(vote), moment(vote, "decidedAt"));
        }
        return table;
    }

    private Table deciding() {
        JsonNode deciding = review.path("deciding");
        Table table = new Table(INDENT);
        if (deciding.isObject()) {
            table.row(who(deciding.path("reviewer")), moment(deciding, "since"));
        }
        return table;
    }

    private Table decision() {
        JsonNode decision = review.path("decision");
        Table table = new Table(INDENT);
        if (decision.isObject()) {
            row(table, "What", what(decision));
            row(table, "Who", who(decision.path("reviewer")));
            row(table, "When", moment(decision, "decidedAt"));
            row(table, "Why", comment(decision));
            row(
                    table,
                    "Approved by",
                    StreamSupport.stream(decision.path("approvals").spliterator(), false)
                            .map(ReviewText::who)
                            .collect(Collectors.joining(", ")));
        }
        return table;
    }

    private Table files() {
        Table table = new Table(INDENT);
        for (Map.Entry<String, JsonNode> file : review.path("files").properties()) {
            JsonNode bytes = file.getValue().path("bytes");
            table.row(
                    Words.plain(file.getKey()),
                    bytes.isNumber() ? Words.size(bytes.asLong()) : "",
                    "sha256 " + shortened(text(file.getValue(), "sha256")));
        }
        return table;
    }

    /** Returns enough to tell two files apart on a narrow terminal; {@code --json} has it in full. */
    private static String shortened(String sha256) {
        return sha256.length() <= DIGITS ? sha256 : sha256.substring(0, DIGITS) + "…";
    }

    private Table looks() {
        Table table = new Table(INDENT);
        review.path("looks").forEach(look -> table.row(text(look, "name"), moment(look, "at")));
        return table;
    }

    /** Says who, how they were known, and by which id, as far as that says more than the name. */
    private static String who(JsonNode reviewer) {
        String id = text(reviewer, "id");
        String known =
                text(reviewer, "via") + (reviewer.path("verified").asBoolean() ? ", verified" : ", not verified");
        return text(reviewer, "name") + " (" + known + (id.isEmpty() ? "" : ", " + id) + ")";
    }

    private static String what(JsonNode decision) {
        if (text(decision, "decision").equals("REJECTED")) {
            return "rejected";
        }
        return text(decision, "publish").equals("CLEAN") ? "approved without the flagged rows" : "approved";
    }

    private static String comment(JsonNode decision) {
        return text(decision, "comment").strip();
    }

    private String field(String name) {
        return text(review, name);
    }

    private String moment(String name) {
        return moment(review, name);
    }

    private static String moment(JsonNode node, String name) {
        return node.hasNonNull(name) ? Words.moment(node.path(name).asText()) : "";
    }

    private static String text(JsonNode node, String name) {
        return node.hasNonNull(name) ? Words.plain(node.path(name).asText()) : "";
    }

    private static String texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> Words.plain(item.asText()))
                .collect(Collectors.joining(", "));
    }

    private static void row(Table table, String label, String value) {
        if (!value.isEmpty()) {
            table.row(label, value);
        }
    }

    private static void section(StringBuilder text, String title, Table table) {
        String rows = table.toString();
        if (!rows.isEmpty()) {
            text.append('\n').append(title).append('\n').append(rows);
        }
    }
}
