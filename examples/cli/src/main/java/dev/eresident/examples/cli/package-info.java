/**
 * The {@code eresident} command: start at {@link dev.eresident.examples.cli.Eresident}. One class per subcommand; each is a thin
 * layer over the SDK and holds no rule of its own.
 */
@NullMarked
package dev.eresident.examples.cli;

import org.jspecify.annotations.NullMarked;
