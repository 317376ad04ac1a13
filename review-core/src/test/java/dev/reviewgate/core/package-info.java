@NullMarked
package dev.reviewgate.core;

import org.jspecify.annotations.NullMarked;
