package dev.reviewgate.dataset.screening;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/** What was flagged in one part: counts, and the rows that may be shown once all parts are known. */
public record PartFlags(
        Tally.Counts counts, List<Examples.Worth> worth, List<Long> first, List<Report.Example> examples) {
    public PartFlags {
        worth = List.copyOf(worth);
        first = List.copyOf(first);
        examples = List.copyOf(examples);
    }

    static PartFlags of(Tally tally, Examples examples, List<Report.Example> described) {
        return new PartFlags(tally.counts(), examples.worth(), examples.first(), described);
    }

    @JsonIgnore
    public long rows() {
        return counts.rows();
    }

    @JsonIgnore
    public long flaggedRows() {
        return counts.flaggedRows();
    }
}
