/**
 * An interpreter of the Amazon States Language (JSONata) with the Step Functions API on top.
 *
 * <p>It knows the states Task, Choice, Pass, Wait, Succeed, Fail and Map; of Map both modes, with ItemReader
 * ({@code s3:getObject} of a JSON array, {@code s3:listObjectsV2}), ItemSelector, ItemBatcher, tolerated failures,
 * ResultWriter, and STANDARD and EXPRESS children. A Task calls what it is given as an integration, with or without
 * {@code .waitForTaskToken}, and starts other state machines ({@code states:startExecution}, {@code .sync}, {@code
 * .sync:2}). Everything else, Parallel and JSONPath among it, is refused by name when a definition is loaded.
 */
@NullMarked
package dev.reviewgate.states;

import org.jspecify.annotations.NullMarked;
