/** Simple Storage Service: the embedded S3Mock, and the calls that a state machine makes to it. */
@NullMarked
package dev.reviewgate.local.s3;

import org.jspecify.annotations.NullMarked;
