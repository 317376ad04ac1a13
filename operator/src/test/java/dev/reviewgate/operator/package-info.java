@NullMarked
package dev.reviewgate.operator;

import org.jspecify.annotations.NullMarked;
