package dev.eresident.core.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonValue.JsonArray;
import dev.eresident.core.internal.json.JsonValue.JsonBoolean;
import dev.eresident.core.internal.json.JsonValue.JsonNull;
import dev.eresident.core.internal.json.JsonValue.JsonNumber;
import dev.eresident.core.internal.json.JsonValue.JsonText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object (RFC 8259) from text that somebody else wrote, with limits on everything.
 *
 * <p>By default: at most 1 Mi characters, 32 levels, 4 096 members or items in one object or array, strings of 256 Ki characters,
 * names of 256 and numbers of 64 characters; a name twice in one object is refused and so is anything but white space after the
 * object. Bytes must be well-formed UTF-8 without a byte-order mark, and no string may hold an unpaired surrogate. There is no
 * comment, no single quote, no NaN. Instances are immutable; each {@code with…}/{@code allow…} returns another one.
 *
 * <p>Everything refused is a {@link ProtocolException}: {@code JSON_TOO_LARGE}, {@code JSON_DUPLICATE_KEY}, {@code JSON_TRAILING},
 * {@code JSON_NOT_OBJECT} or {@code JSON_SYNTAX}. Its message tells line and column and never quotes the text.
 */
public final class StrictJson {
    private static final int DEFAULT_MAX_LENGTH = 1 << 20;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ITEMS = 4096;
    private static final int MAX_STRING = 1 << 18;
    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 64;
    private static final int MAX_EXPONENT = 400;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private static final StrictJson STRICT = new StrictJson(DEFAULT_MAX_LENGTH, false, false);

    private final int maxLength;
    private final boolean duplicateKeys;
    private final boolean trailingTokens;

    private StrictJson(int maxLength, boolean duplicateKeys, boolean trailingTokens) {
        this.maxLength = maxLength;
        this.duplicateKeys = duplicateKeys;
        this.trailingTokens = trailingTokens;
    }

    /**
     * Returns the reader with the default rules.
     *
     * @return a shared instance
     */
    public static StrictJson strict() {
        return STRICT;
    }

    /**
     * Changes the greatest length of the text.
     *
     * @param characters UTF-16 code units of text, or bytes when bytes are read
     * @return a reader with this limit
     * @throws IllegalArgumentException if not positive
     */
    public StrictJson withMaxLength(int characters) {
        if (characters <= 0) {
            throw new IllegalArgumentException("The greatest length must be positive");
        }
        return new StrictJson(characters, duplicateKeys, trailingTokens);
    }

    /**
     * Accepts a name that stands several times in one object; the last one wins. Only for protocols whose peers depend on it.
     *
     * @return a reader with this rule
     */
    public StrictJson allowDuplicateKeys() {
        return new StrictJson(maxLength, true, trailingTokens);
    }

    /**
     * Ignores whatever follows the object. Only for protocols whose peers depend on it.
     *
     * @return a reader with this rule
     */
    public StrictJson allowTrailingTokens() {
        return new StrictJson(maxLength, duplicateKeys, true);
    }

    /**
     * Reads an object from UTF-8 bytes.
     *
     * @param utf8 the bytes
     * @return the object
     * @throws ProtocolException see the class
     */
    public JsonObject parse(byte[] utf8) {
        if (utf8.length > maxLength) {
            throw tooLarge();
        }
        try {
            return parse(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new ProtocolException("JSON_SYNTAX", "The JSON text is not well-formed UTF-8");
        }
    }

    /**
     * Reads an object from text.
     *
     * @param text the text
     * @return the object
     * @throws ProtocolException see the class
     */
    public JsonObject parse(String text) {
        if (text.length() > maxLength) {
            throw tooLarge();
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ProtocolException("JSON_NOT_OBJECT", "The JSON text must be one object");
            }
            JsonObject result = object(parser);
            if (!trailingTokens && trailing(parser)) {
                throw new ProtocolException("JSON_TRAILING", "Something follows the end of the JSON object");
            }
            return result;
        } catch (StreamConstraintsException e) {
            throw tooLarge();
        } catch (JsonParseException e) {
            // The cause is left out: its message quotes the text.
            throw new ProtocolException(
                    "JSON_SYNTAX",
                    "The text is not JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new ProtocolException("JSON_SYNTAX", "The text is not JSON: it ends too early");
        }
    }

    private static boolean trailing(JsonParser parser) throws IOException {
        try {
            return parser.nextToken() != null;
        } catch (JsonParseException e) {
            return true;
        }
    }

    private JsonObject object(JsonParser parser) throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = wellFormed(parser.currentName());
            parser.nextToken();
            JsonValue value = value(parser);
            if (members.put(name, value) != null && !duplicateKeys) {
                throw new ProtocolException("JSON_DUPLICATE_KEY", "A JSON object has the same member twice");
            }
            if (members.size() > MAX_ITEMS) {
                throw tooLarge();
            }
        }
        return new JsonObject("", members);
    }

    private JsonArray array(JsonParser parser) throws IOException {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == MAX_ITEMS) {
                throw tooLarge();
            }
            items.add(value(parser));
        }
        return new JsonArray(items);
    }

    private JsonValue value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new JsonText(wellFormed(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> new JsonBoolean(true);
            case VALUE_FALSE -> new JsonBoolean(false);
            case VALUE_NULL -> new JsonNull();
            default -> throw new ProtocolException("JSON_SYNTAX", "The text is not JSON");
        };
    }

    private static JsonNumber number(JsonParser parser) throws IOException {
        BigDecimal value;
        try {
            value = new BigDecimal(parser.getText());
        } catch (NumberFormatException e) {
            // An exponent beyond 32 bits.
            throw tooLarge();
        }
        // A short text such as 1e999999999 stands for a number that fills the memory when it is written out.
        if (Math.abs((long) value.scale()) > MAX_EXPONENT) {
            throw tooLarge();
        }
        return new JsonNumber(value);
    }

    private static String wellFormed(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new ProtocolException("JSON_SYNTAX", "A JSON string holds an unpaired surrogate");
        }
        return text;
    }

    private static ProtocolException tooLarge() {
        return new ProtocolException(
                "JSON_TOO_LARGE", "The JSON text is too long, too deep, or has too long a string, name or number");
    }
}
