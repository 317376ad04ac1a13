package dev.reviewgate.dataset.screening;

import java.util.List;

/** What is known of one part of a dataset, however it came to be known. */
interface LearnedPart {
    List<? extends LearnedColumn> columns();

    /** Where the second pass may start; empty if it is told elsewhere. */
    List<PartProfile.Chunk> chunks();

    long rows();

    /** Rows with as many fields as there are columns. */
    long regularRows();

    /** Rows with bytes beyond ASCII that are valid UTF-8. */
    long validUtf8Rows();

    long invalidUtf8Rows();
}
