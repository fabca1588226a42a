/** What the tests of several modules share; start at {@link dev.eresident.core.testing.Corpus}. Never published. */
@NullMarked
package dev.eresident.core.testing;

import org.jspecify.annotations.NullMarked;
