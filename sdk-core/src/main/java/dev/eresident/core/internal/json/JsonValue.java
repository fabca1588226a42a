package dev.eresident.core.internal.json;

import java.math.BigDecimal;
import java.util.List;

/** One value of a JSON text (RFC 8259 §3). Its {@code toString} never shows content, which may be personal data. */
public sealed interface JsonValue
        permits JsonObject,
                JsonValue.JsonArray,
                JsonValue.JsonText,
                JsonValue.JsonNumber,
                JsonValue.JsonBoolean,
                JsonValue.JsonNull {

    /**
     * An array.
     *
     * @param items its values in order
     */
    record JsonArray(List<JsonValue> items) implements JsonValue {
        public JsonArray {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return "JsonArray[" + items.size() + " items]";
        }
    }

    /**
     * A string.
     *
     * @param value its characters after resolving escapes, never with unpaired surrogates
     */
    record JsonText(String value) implements JsonValue {
        @Override
        public String toString() {
            return "JsonText[" + value.length() + " characters]";
        }
    }

    /**
     * A number.
     *
     * @param value its exact value
     */
    record JsonNumber(BigDecimal value) implements JsonValue {
        @Override
        public String toString() {
            return "JsonNumber[redacted]";
        }
    }

    /**
     * True or false.
     *
     * @param value which of the two
     */
    record JsonBoolean(boolean value) implements JsonValue {}

    /** The literal null. */
    record JsonNull() implements JsonValue {}
}
