@NullMarked
package dev.reviewgate.dataset;

import org.jspecify.annotations.NullMarked;
