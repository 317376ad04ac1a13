package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reviewgate.core.Decision;
import dev.reviewgate.core.Json;
import dev.reviewgate.core.ReviewRecord;
import dev.reviewgate.core.S3File;
import java.time.Duration;
import java.util.List;

/** The facts of a page as JSON, for programs. */
final class Facts {
    /** The files of a review by the name that links and routes call them. */
    static final List<String> FILES = List.of("html", "dataset", "clean", "flagged", "report");

    private Facts() {}

    static ObjectNode open(Outcome.Open open) {
        ReviewRecord record = open.visit().record();
        ObjectNode json = about("OPEN", open.visit());
        json.put("closesAt", record.closesAt().toString());
        Duration left = Duration.between(open.now(), record.closesAt());
        json.put("secondsLeft", Math.max(0, left.toSeconds()));
        json.put("attempt", record.attempt());
        json.put("attempts", record.attempts());
        var facts = json.putArray("facts");
        record.facts().forEach(f -> facts.addObject().put("label", f.label()).put("value", f.value()));
        json.put("evidence", record.contentDigest());
        ObjectNode files = json.putObject("files");
        FILES.forEach(name -> record.evidence().file(name).ifPresent(file -> file(files.putObject(name), file)));
        if (open.findings() instanceof Findings.Shown shown) {
            json.set("report", shown.json());
        }
        json.put("evidenceChanged", open.findings() instanceof Findings.Changed);
        return json;
    }

    static ObjectNode decided(Visit visit, Decision decision) {
        ObjectNode json = about("DECIDED", visit);
        json.set("decision", decision.toJson());
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

    private static ObjectNode about(String state, Visit visit) {
        ReviewRecord record = visit.record();
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("state", state);
        json.put("environment", visit.environment());
        json.put("reviewId", record.reviewId().value());
        json.put("subject", record.subject());
        json.put("execution", record.execution().name());
        json.put("requestedBy", record.requestedBy());
        json.put("openedAt", record.openedAt().toString());
        return json;
    }

    private static void file(ObjectNode json, S3File file) {
        json.put("sha256", file.sha256());
        json.put("bytes", file.bytes());
    }
}
