@NullMarked
package dev.reviewgate.states;

import org.jspecify.annotations.NullMarked;
