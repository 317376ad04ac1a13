/** Measures how fast datasets are made and screened, beside what people would use instead. */
@NullMarked
package dev.reviewgate.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
