package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.FindingCode;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where the references of a signature lead (XMLDSig §4.4.3.2). Nothing outside the container or document is ever looked at. */
interface Dereferencing {
    /**
     * Follows a reference.
     *
     * @param signature whose reference it is
     * @param reference the reference
     * @return what it leads to
     */
    Target resolve(ParsedSignature signature, DataReference reference);

    /**
     * Feeds what a time-stamp takes of a reference: its octets, or what is left of the document in canonical form (EN 319 132-1 §5.2.8, §5.5.2).
     *
     * @param signature whose reference it is
     * @param reference the reference
     * @param canonicalization the time-stamp's CanonicalizationMethod, for a reference that names none; empty means inclusive 1.0
     * @param digest gets the octets
     * @throws dev.eresident.core.ProtocolException XML_STRUCTURE when there is nothing, or nothing acceptable
     */
    default void feed(
            ParsedSignature signature,
            DataReference reference,
            Optional<XmlElement> canonicalization,
            MessageDigest digest) {
        if (!(resolve(signature, reference.canonicalizedBy(canonicalization)) instanceof Target.Content content)) {
            throw FormatChecking.malformed("what a time-stamp covers is not there");
        }
        content.feeding().accept(digest);
    }

    /** What a reference leads to. */
    sealed interface Target {
        /**
         * Octets to be digested.
         *
         * @param feeding feeds the octets to a digest, as often as asked
         * @param file name of the file that is covered as a whole; empty for anything else
         * @param part the part of the document that is covered; empty for a file
         */
        record Content(Consumer<MessageDigest> feeding, Optional<String> file, Optional<Part> part) implements Target {}

        /**
         * There is nothing.
         *
         * @param text why, in words
         */
        record Missing(String text) implements Target {}

        /**
         * The reference asks for a transformation that is not accepted.
         *
         * @param means what that means: a container that transforms files is malformed; of a document nobody can see what was signed
         * @param text which
         */
        record Forbidden(FindingCode means, String text) implements Target {}
    }

    /**
     * A part of an XML document.
     *
     * @param element the apex
     * @param excluded elements below it that are left out
     */
    record Part(XmlElement element, Set<XmlElement> excluded) {}
}
