/** Identifiers of people, companies and accounts. */
@NullMarked
package dev.eresident.core.id;

import org.jspecify.annotations.NullMarked;
