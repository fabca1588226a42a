/**
 * The main job on the embedded sandbox: start at {@link dev.eresident.examples.cli.demo.DemoCommand}. {@code DemoStory} holds what happens,
 * {@code Storyteller} measures and prints it, {@code HtmlReport} writes it down for a person.
 */
@NullMarked
package dev.eresident.examples.cli.demo;

import org.jspecify.annotations.NullMarked;
