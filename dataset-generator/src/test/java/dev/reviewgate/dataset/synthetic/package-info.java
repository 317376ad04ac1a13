@NullMarked
package dev.reviewgate.dataset.synthetic;

import org.jspecify.annotations.NullMarked;
