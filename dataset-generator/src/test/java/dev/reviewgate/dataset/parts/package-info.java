@NullMarked
package dev.reviewgate.dataset.parts;

import org.jspecify.annotations.NullMarked;
