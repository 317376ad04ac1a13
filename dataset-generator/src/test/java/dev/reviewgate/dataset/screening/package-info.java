@NullMarked
package dev.reviewgate.dataset.screening;

import org.jspecify.annotations.NullMarked;
