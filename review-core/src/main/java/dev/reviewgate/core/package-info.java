/** What both sides of the gate share: the request, the record, the link, the decision and where they are kept. */
@NullMarked
package dev.reviewgate.core;

import org.jspecify.annotations.NullMarked;
