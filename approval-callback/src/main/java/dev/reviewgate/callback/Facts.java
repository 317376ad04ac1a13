package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Ballot;
import dev.reviewgate.core.Deciding;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.Look;
import dev.reviewgate.core.ReviewPolicy;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.Reviewer;
import dev.reviewgate.core.S3File;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The facts of a page as JSON, for programs. */
final class Facts {
    static final String OPEN = "OPEN";
    static final String DECIDED = "DECIDED";
    static final String EXPIRED = "EXPIRED";

    /** The files of a review by the name that links and routes call them. */
    static final List<String> FILES = List.of("html", "dataset", "clean", "flagged", "report");

    private Facts() {}

    static ObjectNode open(Outcome.Open open) {
        Visit visit = open.visit();
        ObjectNode json = review(OPEN, visit.record(), visit.environment(), open.now(), open.findings());
        policy(json, visit.record().policy());
        votes(json, open.ballot());
        return json;
    }

    static ObjectNode decided(ReviewRecord review, String environment, Decision decision) {
        ObjectNode json = about(DECIDED, review, environment);
        json.set("decision", decision.toJson());
        return json;
    }

    static ObjectNode deciding(Outcome.Deciding deciding) {
        ObjectNode json =
                about("DECIDING", deciding.visit().record(), deciding.visit().environment());
        json.set("deciding", deciding(deciding.deciding()));
        return json;
    }

    static ObjectNode deciding(Deciding deciding) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.set("reviewer", reviewer(deciding.reviewer()));
        return json.put("decision", deciding.decision().name())
                .put("since", deciding.since().toString());
    }

    static ObjectNode voted(Upshot.Voted voted, String environment) {
        ObjectNode json = about("VOTED", voted.review(), environment);
        json.put("message", voted.text());
        json.put("approvals", voted.ballot().votes().size());
        json.put("approvalsRequired", voted.review().policy().approvalsRequired());
        votes(json, voted.ballot());
        return json;
    }

    static ObjectNode alert(Alert alert) {
        ObjectNode json = error(alert.code(), alert.text());
        if (!alert.problems().isEmpty()) {
            ObjectNode fields = json.putObject("fields");
            alert.problems().forEach(fields::put);
        }
        return json;
    }

    static ObjectNode error(String code, String message) {
        return Json.mapper().createObjectNode().put("error", code).put("message", message);
    }

    /** Tells how a review stands: open, decided or expired. */
    static String state(ReviewRecord review, Optional<Decision> decision, Instant now) {
        if (decision.isPresent()) {
            return DECIDED;
        }
        return now.isBefore(review.closesAt()) ? OPEN : EXPIRED;
    }

    /** Returns what a page shows of a review. */
    static ObjectNode review(String state, ReviewRecord review, String environment, Instant now, Findings findings) {
        ObjectNode json = about(state, review, environment);
        times(json, review, now);
        String otherwise = review.ifNobodyDecides();
        if (otherwise != null) {
            json.put("ifNobodyDecides", otherwise);
        }
        ArrayNode facts = json.putArray("facts");
        review.facts().forEach(f -> facts.addObject().put("label", f.label()).put("value", f.value()));
        json.put("evidence", review.contentDigest());
        ObjectNode files = json.putObject("files");
        FILES.forEach(name -> review.evidence().file(name).ifPresent(file -> file(files.putObject(name), file)));
        if (findings instanceof Findings.Shown shown) {
            json.set("report", shown.json());
        }
        return json.put("evidenceChanged", findings instanceof Findings.Changed);
    }

    /** Returns what a list of reviews shows of one. */
    static ObjectNode line(ReviewRecord review, String state, String environment, Instant now, int approvals) {
        ObjectNode json = about(state, review, environment);
        times(json, review, now);
        json.put("firstOpenedAt", review.firstOpenedAt().toString());
        json.put(
                "ageSeconds",
                Math.max(0, Duration.between(review.firstOpenedAt(), now).toSeconds()));
        json.put("approvals", approvals);
        return json.put("approvalsRequired", review.policy().approvalsRequired());
    }

    /** Adds who may decide. */
    static void policy(ObjectNode json, ReviewPolicy policy) {
        ObjectNode rules = json.putObject("policy");
        ArrayNode approvers = rules.putArray("approvers");
        policy.approvers().forEach(approvers::add);
        rules.put("requireVerified", policy.requireVerified());
        rules.put("requesterMayDecide", policy.requesterMayDecide());
        rules.put("approvalsRequired", policy.approvalsRequired());
        rules.put("linksDecide", !policy.verifiedOnly());
    }

    /** Adds who has approved so far, without their comments. */
    static void votes(ObjectNode json, Ballot ballot) {
        ArrayNode votes = json.putArray("votes");
        ballot.votes()
                .forEach(v -> votes.add(reviewer(v.reviewer())
                        .put("publish", v.publish().name())
                        .put("decidedAt", v.votedAt().toString())));
    }

    /** Adds who asked to see personal data. */
    static void looks(ObjectNode json, List<Look> looks) {
        ArrayNode all = json.putArray("looks");
        looks.forEach(l -> all.addObject().put("name", l.name()).put("at", l.at().toString()));
    }

    private static ObjectNode reviewer(Reviewer reviewer) {
        return Json.mapper()
                .createObjectNode()
                .put("name", reviewer.name())
                .put("id", reviewer.id())
                .put("via", reviewer.via())
                .put("verified", reviewer.verified());
    }

    private static ObjectNode about(String state, ReviewRecord review, String environment) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("state", state);
        json.put("environment", environment);
        json.put("reviewId", review.reviewId().value());
        json.put("subject", review.subject());
        json.put("execution", review.execution().name());
        json.put("requestedBy", review.requestedBy());
        return json.put("openedAt", review.openedAt().toString());
    }

    private static void times(ObjectNode json, ReviewRecord review, Instant now) {
        json.put("closesAt", review.closesAt().toString());
        json.put(
                "secondsLeft",
                Math.max(0, Duration.between(now, review.closesAt()).toSeconds()));
        json.put("attempt", review.attempt());
        json.put("attempts", review.attempts());
    }

    private static void file(ObjectNode json, S3File file) {
        json.put("sha256", file.sha256());
        json.put("bytes", file.bytes());
    }
}
