@NullMarked
package dev.reviewgate.dataset.rows;

import org.jspecify.annotations.NullMarked;
