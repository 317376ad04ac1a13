package dev.reviewgate.callback;

import com.fasterxml.jackson.databind.JsonNode;

/** What can be shown of the report that belongs to a review. */
sealed interface Findings {
    /** The review came without a report. */
    record None() implements Findings {}

    /** The report is what was announced; what it tells about people may be masked in it. */
    record Shown(Report report, JsonNode json) implements Findings {
        boolean isMasked() {
            return PersonalData.isMasked(json);
        }
    }

    /** The report is there, and cannot be shown; that is no reason against either decision. */
    record Unreadable(String why) implements Findings {}

    /** What is stored is not what was announced; nobody may approve that. */
    record Changed() implements Findings {}
}
