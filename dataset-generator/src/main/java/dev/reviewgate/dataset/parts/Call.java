package dev.reviewgate.dataset.parts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;

/** What the state machine asks for: one phase, for the whole dataset or for one part of it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "phase")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Call.PlanParts.class, name = "PLAN"),
    @JsonSubTypes.Type(value = Call.ProfilePart.class, name = "PROFILE"),
    @JsonSubTypes.Type(value = Call.MergeProfiles.class, name = "MERGE"),
    @JsonSubTypes.Type(value = Call.FindDuplicates.class, name = "DUPLICATES"),
    @JsonSubTypes.Type(value = Call.FlagPart.class, name = "FLAG"),
    @JsonSubTypes.Type(value = Call.MergeReport.class, name = "REPORT"),
    @JsonSubTypes.Type(value = Call.ExplainFailure.class, name = "EXPLAIN")
})
public sealed interface Call {
    /** Binds the files to versions and cuts them into parts; execution and input are those of the outer execution. */
    record PlanParts(JsonNode execution, JsonNode input) implements Call {}

    /** Reads one part and sketches its columns. */
    record ProfilePart(ObjectVersion plan, Part part) implements Call {}

    /** Makes one profile of all sketches. */
    record MergeProfiles(ObjectVersion plan) implements Call {}

    /** Compares the keys of some hash partitions over all parts. */
    record FindDuplicates(ObjectVersion plan, ObjectVersion profile, KeyGroup partition) implements Call {}

    /** Reads one part again and flags its rows. */
    record FlagPart(ObjectVersion plan, ObjectVersion profile, Part part) implements Call {}

    /** Makes one report and the manifests. */
    record MergeReport(ObjectVersion plan, ObjectVersion profile) implements Call {}

    /** Tells which file is to blame, if one is. */
    record ExplainFailure(ObjectVersion plan) implements Call {}
}
