@NullMarked
package dev.reviewgate.notifier;

import org.jspecify.annotations.NullMarked;
