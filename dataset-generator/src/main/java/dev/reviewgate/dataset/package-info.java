/** Makes or screens a customer dataset and writes the evidence a reviewer decides on. */
@NullMarked
package dev.reviewgate.dataset;

import org.jspecify.annotations.NullMarked;
