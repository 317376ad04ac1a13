package dev.reviewgate.dataset.screening;

import dev.reviewgate.dataset.stats.HashSecret;

/** How the keys of all parts of a dataset are made and spread, so that equal ones meet; a power of two of partitions. */
public record PartKeys(HashSecret secret, int partitions) {}
