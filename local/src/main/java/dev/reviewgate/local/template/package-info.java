/** Reads the AWS SAM template into what this machine can run. */
@NullMarked
package dev.reviewgate.local.template;

import org.jspecify.annotations.NullMarked;
