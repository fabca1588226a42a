/**
 * One small program per snippet of the README, each run against the sandbox by a test. Start at {@code LogIn}.
 */
@NullMarked
package dev.eresident.examples.quickstart;

import org.jspecify.annotations.NullMarked;
