package dev.eresident.core.internal.json;

import dev.eresident.core.ProtocolException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a JSON text, with getters that never coerce: a number is not a string, a single value is not an array.
 *
 * <p>Members that nobody asks for are ignored. A getter that returns an {@code Optional} treats an absent member and the literal
 * null alike; one named {@code required…} refuses both with the code {@code JSON_FIELD_MISSING}. A member of another type is
 * refused with {@code JSON_FIELD_TYPE}. Messages name the member's path, which the caller chose, and never its content.
 */
public final class JsonObject implements JsonValue {
    private final String path;
    private final Map<String, JsonValue> members;

    JsonObject(String path, Map<String, JsonValue> members) {
        this.path = path;
        this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * Returns the names of all members in the order of the text.
     *
     * @return the names, written by whoever wrote the text
     */
    public Set<String> names() {
        return members.keySet();
    }

    /**
     * Returns a member as it stands, the literal null included.
     *
     * @param name the member's name
     * @return the value, empty if there is no such member
     */
    public Optional<JsonValue> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /**
     * Returns a string member.
     *
     * @param name the member's name
     * @return the string, empty if absent or null
     * @throws ProtocolException {@code JSON_FIELD_TYPE}
     */
    public Optional<String> string(String name) {
        return Optional.ofNullable(present(name)).map(value -> text(value, at(name)));
    }

    /**
     * Returns a string member that must be there; it may be empty.
     *
     * @param name the member's name
     * @return the string
     * @throws ProtocolException {@code JSON_FIELD_MISSING}, {@code JSON_FIELD_TYPE}
     */
    public String requiredString(String name) {
        return text(required(name), at(name));
    }

    /**
     * Returns an integer member.
     *
     * @param name the member's name
     * @return the integer, empty if absent or null
     * @throws ProtocolException {@code JSON_FIELD_TYPE} if it is not a number, has a fraction or does not fit 64 bits
     */
    public OptionalLong integer(String name) {
        JsonValue value = present(name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(integer(value, at(name)));
    }

    /**
     * Returns an integer member that must be there.
     *
     * @param name the member's name
     * @return the integer
     * @throws ProtocolException {@code JSON_FIELD_MISSING}, {@code JSON_FIELD_TYPE}
     */
    public long requiredInteger(String name) {
        return integer(required(name), at(name));
    }

    /**
     * Returns a numeric member with its exact value.
     *
     * @param name the member's name
     * @return the number, empty if absent or null
     * @throws ProtocolException {@code JSON_FIELD_TYPE}
     */
    public Optional<BigDecimal> number(String name) {
        return Optional.ofNullable(present(name)).map(value -> {
            if (value instanceof JsonNumber number) {
                return number.value();
            }
            throw wrongType(at(name), "a number");
        });
    }

    /**
     * Returns a boolean member.
     *
     * @param name the member's name
     * @return the boolean, empty if absent or null
     * @throws ProtocolException {@code JSON_FIELD_TYPE}
     */
    public Optional<Boolean> bool(String name) {
        return Optional.ofNullable(present(name)).map(value -> {
            if (value instanceof JsonBoolean bool) {
                return bool.value();
            }
            throw wrongType(at(name), "true or false");
        });
    }

    /**
     * Returns an object member.
     *
     * @param name the member's name
     * @return the object, empty if absent or null
     * @throws ProtocolException {@code JSON_FIELD_TYPE}
     */
    public Optional<JsonObject> object(String name) {
        return Optional.ofNullable(present(name)).map(value -> object(value, at(name)));
    }

    /**
     * Returns an object member that must be there.
     *
     * @param name the member's name
     * @return the object
     * @throws ProtocolException {@code JSON_FIELD_MISSING}, {@code JSON_FIELD_TYPE}
     */
    public JsonObject requiredObject(String name) {
        return object(required(name), at(name));
    }

    /**
     * Returns an array member of strings.
     *
     * @param name the member's name
     * @return the strings in order, empty optional if absent or null
     * @throws ProtocolException {@code JSON_FIELD_TYPE} if it is not an array or any item is not a string
     */
    public Optional<List<String>> strings(String name) {
        return items(name, JsonObject::text, "a string");
    }

    /**
     * Returns an array member of objects.
     *
     * @param name the member's name
     * @return the objects in order, empty optional if absent or null
     * @throws ProtocolException {@code JSON_FIELD_TYPE} if it is not an array or any item is not an object
     */
    public Optional<List<JsonObject>> objects(String name) {
        return items(name, JsonObject::object, "an object");
    }

    private <T> Optional<List<T>> items(String name, Reader<T> reader, String kind) {
        JsonValue value = present(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof JsonArray array)) {
            throw wrongType(at(name), "an array of which each item is " + kind);
        }
        List<T> result = new ArrayList<>(array.items().size());
        for (JsonValue item : array.items()) {
            result.add(reader.read(item, at(name) + "[" + result.size() + "]"));
        }
        return Optional.of(List.copyOf(result));
    }

    private interface Reader<T> {
        T read(JsonValue value, String where);
    }

    private @Nullable JsonValue present(String name) {
        JsonValue value = members.get(name);
        return value instanceof JsonNull ? null : value;
    }

    private JsonValue required(String name) {
        JsonValue value = present(name);
        if (value == null) {
            throw new ProtocolException("JSON_FIELD_MISSING", "The JSON text has no member " + at(name));
        }
        return value;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String text(JsonValue value, String where) {
        if (value instanceof JsonText text) {
            return text.value();
        }
        throw wrongType(where, "a string");
    }

    private static JsonObject object(JsonValue value, String where) {
        if (value instanceof JsonObject object) {
            return new JsonObject(where, object.members);
        }
        throw wrongType(where, "an object");
    }

    private static long integer(JsonValue value, String where) {
        if (value instanceof JsonNumber number) {
            try {
                return number.value().longValueExact();
            } catch (ArithmeticException e) {
                throw new ProtocolException(
                        "JSON_FIELD_TYPE",
                        "The JSON member " + where + " must be an integer of at most 64 bits without a fraction");
            }
        }
        throw wrongType(where, "an integer");
    }

    private static ProtocolException wrongType(String where, String expected) {
        return new ProtocolException("JSON_FIELD_TYPE", "The JSON member " + where + " must be " + expected);
    }

    /** Compares members with their values; the order of members does not matter. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonObject that && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return members.hashCode();
    }

    /** Returns the number of members, without content. */
    @Override
    public String toString() {
        return "JsonObject[" + members.size() + " members]";
    }
}
