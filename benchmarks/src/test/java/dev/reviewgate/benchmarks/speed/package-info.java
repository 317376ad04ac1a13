@NullMarked
package dev.reviewgate.benchmarks.speed;

import org.jspecify.annotations.NullMarked;
