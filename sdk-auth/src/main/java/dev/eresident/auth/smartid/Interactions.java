package dev.eresident.auth.smartid;

import dev.eresident.core.internal.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The screens that the app may show, in order of preference; the first that it supports is used.
 *
 * @param items 1 to 3, each type at most once
 */
public record Interactions(List<Interaction> items) {
    /**
     * Checks the list.
     *
     * @throws IllegalArgumentException if it is empty or a type stands twice
     */
    public Interactions {
        items = List.copyOf(items);
        if (items.isEmpty() || items.stream().map(Interaction::type).distinct().count() != items.size()) {
            throw new IllegalArgumentException("There must be at least one interaction, and each type only once");
        }
    }

    /**
     * Lists screens.
     *
     * @param items in order of preference
     * @return the list
     * @throws IllegalArgumentException if there are none or a type stands twice
     */
    public static Interactions of(Interaction... items) {
        return new Interactions(List.of(items));
    }

    /**
     * Makes the simplest list: a short text above the PIN pad.
     *
     * @param text at most 60 characters
     * @return the list
     * @throws IllegalArgumentException if the text does not fit
     */
    public static Interactions text(String text) {
        return of(new Interaction(Interaction.Type.DISPLAY_TEXT_AND_PIN, text));
    }

    /**
     * Returns the form on the wire, which is also what is signed: Base64 of compact JSON.
     *
     * @return standard Base64 with padding
     */
    public String encoded() {
        JsonWriter json = JsonWriter.object().beginArray("i");
        for (Interaction item : items) {
            json.beginObject()
                    .field("type", item.type().wireName())
                    .field(item.type().field(), item.text())
                    .end();
        }
        String object = json.end().toJson();
        String array = object.substring("{\"i\":".length(), object.length() - 1);
        return Base64.getEncoder().encodeToString(array.getBytes(StandardCharsets.UTF_8));
    }

    boolean needsNotification() {
        return items.stream().anyMatch(i -> i.type() == Interaction.Type.CONFIRMATION_MESSAGE_AND_CODE_CHOICE);
    }
}
