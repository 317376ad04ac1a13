/** The pages under /_local/. */
@NullMarked
package dev.reviewgate.local.pages;

import org.jspecify.annotations.NullMarked;
