package dev.reviewgate.dataset.stats;

/** On which scale the deviations of a column's values from its median are judged. */
public enum Scale {
    LINEAR,
    LOG
}
