package dev.eresident.auth.webeid;

import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonValue;
import dev.eresident.core.internal.json.JsonValue.JsonArray;
import dev.eresident.core.internal.json.JsonValue.JsonBoolean;
import dev.eresident.core.internal.json.JsonValue.JsonNull;
import dev.eresident.core.internal.json.JsonValue.JsonNumber;
import dev.eresident.core.internal.json.JsonValue.JsonText;
import java.util.List;
import java.util.Optional;

/**
 * The lists that format 1.1 adds (Web eID §1.2), as the browser or the app sent them: only their types are checked. An absent list
 * is empty, an entry that is null is an entry without content.
 *
 * @param intermediates possible authorities between the authentication certificate and a trusted one, in Base64
 * @param signing the certificates offered for signing
 */
record CardLists(Optional<List<String>> intermediates, Optional<List<Offer>> signing) {
    static final CardLists NONE = new CardLists(Optional.empty(), Optional.empty());

    /**
     * A certificate offered for signing.
     *
     * @param certificate in Base64
     * @param intermediates possible authorities above it
     * @param algorithms with what the card signs
     */
    record Offer(String certificate, Optional<List<String>> intermediates, Optional<List<Words>> algorithms) {
        static final Offer NOTHING = new Offer("", Optional.empty(), Optional.empty());

        @Override
        public String toString() {
            return "Offer[redacted]";
        }
    }

    /** An algorithm in the words of the protocol. */
    record Words(String cryptoAlgorithm, String hashFunction, String paddingScheme) {
        static final Words NONE = new Words("", "", "");
    }

    private interface Reader<T> {
        T read(JsonValue value, String name);
    }

    /**
     * Reads both lists of a token.
     *
     * @throws ProtocolException if one of them, or a part of one, is of the wrong type
     */
    static CardLists read(Token token) {
        return new CardLists(
                token.intermediates()
                        .flatMap(value -> list(value, "unverifiedIntermediateCertificates", CardLists::text)),
                token.signingCertificates()
                        .flatMap(value -> list(value, "unverifiedSigningCertificates", CardLists::offer)));
    }

    /** Reads what {@code getSigningCertificate} of web-eid.js gives, which is also an entry of the token's list. */
    static Offer offer(JsonObject object) {
        return new Offer(
                object.member("certificate")
                        .map(value -> text(value, "certificate"))
                        .orElse(""),
                object.member("intermediateCertificates")
                        .flatMap(value -> list(value, "intermediateCertificates", CardLists::text)),
                object.member("supportedSignatureAlgorithms")
                        .flatMap(value -> list(value, "supportedSignatureAlgorithms", CardLists::words)));
    }

    private static Offer offer(JsonValue value, String name) {
        if (value instanceof JsonNull) {
            return Offer.NOTHING;
        }
        if (value instanceof JsonObject object) {
            return offer(object);
        }
        throw wrongType(name, "objects");
    }

    private static Words words(JsonValue value, String name) {
        if (value instanceof JsonNull) {
            return Words.NONE;
        }
        if (value instanceof JsonObject object) {
            return words(object);
        }
        throw wrongType(name, "objects");
    }

    static Words words(JsonObject object) {
        return new Words(word(object, "cryptoAlgorithm"), word(object, "hashFunction"), word(object, "paddingScheme"));
    }

    private static String word(JsonObject object, String name) {
        return object.member(name).map(value -> text(value, name)).orElse("");
    }

    private static <T> Optional<List<T>> list(JsonValue value, String name, Reader<T> reader) {
        if (value instanceof JsonNull) {
            return Optional.empty();
        }
        if (value instanceof JsonArray array) {
            return Optional.of(
                    array.items().stream().map(item -> reader.read(item, name)).toList());
        }
        throw wrongType(name, "an array");
    }

    /** A number or a boolean stands for its text, as in the state's own libraries; it then fails the step that uses it. */
    static String text(JsonValue value, String name) {
        if (value instanceof JsonNull) {
            return "";
        }
        if (value instanceof JsonText text) {
            return text.value();
        }
        if (value instanceof JsonNumber number) {
            return number.value().toString();
        }
        if (value instanceof JsonBoolean bool) {
            return String.valueOf(bool.value());
        }
        throw wrongType(name, "text");
    }

    private static ProtocolException wrongType(String name, String expected) {
        return new ProtocolException("JSON_FIELD_TYPE", "The JSON member " + name + " must hold " + expected);
    }

    @Override
    public String toString() {
        return "CardLists[redacted]";
    }
}
