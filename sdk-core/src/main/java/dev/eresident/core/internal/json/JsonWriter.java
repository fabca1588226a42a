package dev.eresident.core.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.eresident.core.internal.json.JsonValue.JsonArray;
import dev.eresident.core.internal.json.JsonValue.JsonBoolean;
import dev.eresident.core.internal.json.JsonValue.JsonNull;
import dev.eresident.core.internal.json.JsonValue.JsonNumber;
import dev.eresident.core.internal.json.JsonValue.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Writes one compact JSON object whose members keep the order in which they are given.
 *
 * <p>Calls that would not give well-formed JSON (two top-level objects, an item outside an array) throw
 * {@link IllegalStateException}. Not thread-safe.
 */
public final class JsonWriter {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final StringWriter text = new StringWriter();
    private final JsonGenerator generator;
    private boolean complete;

    private JsonWriter() {
        try {
            generator = FACTORY.createGenerator(text);
            generator.writeStartObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
    }

    /**
     * Begins the object.
     *
     * @return the writer
     */
    public static JsonWriter object() {
        return new JsonWriter();
    }

    /**
     * Adds a string member, or the literal null.
     *
     * @param name the member's name
     * @param value the string or null
     * @return this writer
     */
    public JsonWriter field(String name, @Nullable String value) {
        return write(() -> {
            generator.writeFieldName(name);
            generator.writeString(value == null ? null : encodable(value));
        });
    }

    /** Half a surrogate pair, as a hostile certificate may hold, has no UTF-8 form; it becomes U+FFFD here instead of something else in every reader. */
    private static String encodable(String value) {
        @Nullable StringBuilder changed = null;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                i++;
                continue;
            }
            if (changed == null) {
                changed = new StringBuilder(value);
            }
            changed.setCharAt(i, '\ufffd');
        }
        return changed == null ? value : changed.toString();
    }

    /**
     * Adds an integer member.
     *
     * @param name the member's name
     * @param value the integer
     * @return this writer
     */
    public JsonWriter field(String name, long value) {
        return write(() -> generator.writeNumberField(name, value));
    }

    /**
     * Adds a boolean member.
     *
     * @param name the member's name
     * @param value true or false
     * @return this writer
     */
    public JsonWriter field(String name, boolean value) {
        return write(() -> generator.writeBooleanField(name, value));
    }

    /**
     * Adds an array of strings.
     *
     * @param name the member's name
     * @param values the items in the collection's order
     * @return this writer
     */
    public JsonWriter field(String name, Collection<String> values) {
        return write(() -> {
            generator.writeArrayFieldStart(name);
            for (String value : values) {
                generator.writeString(encodable(value));
            }
            generator.writeEndArray();
        });
    }

    /**
     * Begins an object as a member; {@link #end()} ends it.
     *
     * @param name the member's name
     * @return this writer
     */
    public JsonWriter beginObject(String name) {
        return write(() -> generator.writeObjectFieldStart(name));
    }

    /**
     * Begins an object as an item of the array that is open; {@link #end()} ends it.
     *
     * @return this writer
     */
    public JsonWriter beginObject() {
        if (!generator.getOutputContext().inArray()) {
            throw new IllegalStateException("An object without a name can only be an item of an array");
        }
        return write(generator::writeStartObject);
    }

    /**
     * Begins an array as a member; {@link #end()} ends it.
     *
     * @param name the member's name
     * @return this writer
     */
    public JsonWriter beginArray(String name) {
        return write(() -> generator.writeArrayFieldStart(name));
    }

    /**
     * Ends the array or object that was begun last.
     *
     * @return this writer
     * @throws IllegalStateException if only the outermost object is open, which {@link #toJson()} ends
     */
    public JsonWriter end() {
        if (generator.getOutputContext().inArray()) {
            return write(generator::writeEndArray);
        }
        if (generator.getOutputContext().getParent().inRoot()) {
            throw new IllegalStateException("There is nothing to end");
        }
        return write(generator::writeEndObject);
    }

    /**
     * Ends the outermost object and returns the text. Nothing can be added afterwards.
     *
     * @return compact JSON without a line break
     * @throws IllegalStateException if an inner object or array is still open
     */
    public String toJson() {
        if (!complete) {
            if (!generator.getOutputContext().inObject()
                    || !generator.getOutputContext().getParent().inRoot()) {
                throw new IllegalStateException("An object or array has not been ended");
            }
            write(() -> {
                generator.writeEndObject();
                generator.flush();
            });
            complete = true;
        }
        return text.toString();
    }

    /**
     * Writes an object that was read, compact and with its members in the same order.
     *
     * @param object any object
     * @return JSON with the same content
     */
    public static String copyOf(JsonObject object) {
        JsonWriter copy = object();
        copy.write(() -> copy.members(object));
        return copy.toJson();
    }

    private void members(JsonObject object) throws IOException {
        for (String name : object.names()) {
            generator.writeFieldName(name);
            value(object.member(name).orElseGet(JsonNull::new));
        }
    }

    private void value(JsonValue value) throws IOException {
        if (value instanceof JsonObject object) {
            generator.writeStartObject();
            members(object);
            generator.writeEndObject();
        } else if (value instanceof JsonArray array) {
            generator.writeStartArray();
            for (JsonValue item : array.items()) {
                value(item);
            }
            generator.writeEndArray();
        } else if (value instanceof JsonText string) {
            generator.writeString(encodable(string.value()));
        } else if (value instanceof JsonNumber number) {
            generator.writeNumber(number.value());
        } else if (value instanceof JsonBoolean bool) {
            generator.writeBoolean(bool.value());
        } else {
            generator.writeNull();
        }
    }

    private JsonWriter write(Step step) {
        if (complete) {
            throw new IllegalStateException("The JSON text is complete");
        }
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new IllegalStateException("This call would not give well-formed JSON", e);
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
