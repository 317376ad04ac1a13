/** What the measurements of the flags' quality need of Java: files screened as they are, and what the generator knows. */
@NullMarked
package dev.reviewgate.benchmarks.quality;

import org.jspecify.annotations.NullMarked;
