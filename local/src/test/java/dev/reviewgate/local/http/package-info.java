@org.jspecify.annotations.NullMarked
package dev.reviewgate.local.http;
