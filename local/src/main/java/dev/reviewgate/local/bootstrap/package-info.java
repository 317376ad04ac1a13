/** What runs inside a function's JVM: the JDK and Lambda's interfaces are all it may use. */
@NullMarked
package dev.reviewgate.local.bootstrap;

import org.jspecify.annotations.NullMarked;
