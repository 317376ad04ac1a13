package dev.reviewgate.dataset.screening;

import java.util.List;

/** What is known of one part of a dataset, however it came to be known. */
interface LearnedPart {
    List<? extends LearnedColumn> columns();

    /** Where the second pass may start; empty if it is told elsewhere. */
    List<PartProfile.Chunk> chunks();

    RowCounts counts();

    RowDigest digest();
}
