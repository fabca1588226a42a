/**
 * What a check costs. Start at {@code Benchmarks}, which the profile {@code bench} runs: it prints a table and writes it to {@code target/benchmarks.md}.
 *
 * <p>Figures of different days and machines cannot be compared, therefore every row is a ratio of two figures of one run: to the bare cryptography, to plain hashing, or to another library in a
 * process and with a class path of its own ({@code peers}). Nothing is asserted. Whoever repeats one input measures the caches, so the rows say what is remembered, and one of them has new keys each time.
 */
@NullMarked
package dev.eresident.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
