package dev.eresident.core.signature.ddoc;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlChildren;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.FindingCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Hashes one DataFile while it streams by (signatures reference §10): from version 1.1 on the canonical element, that is start tag, text as it stands, end tag; in SK-XML the decoded
 * content. Old software canonicalised the element outside of its document, so that up to three start tags come into question; usually they are the same.
 */
final class DataFileText implements XmlChildren.TextSink {
    private static final int BUFFER = 8 * 1024;
    private static final byte[] CARRIAGE_RETURN = "&#xD;".getBytes(StandardCharsets.US_ASCII);

    private final byte[] buffer = new byte[BUFFER];
    private final List<Hash> hashes = new ArrayList<>(1);
    private final byte[] endTag;
    private final MessageDigest decoded = DigestAlgorithm.SHA1.newDigest();
    private final Base64Text content;
    private final boolean embedded;
    private int filled;

    /** One way to hash. */
    private record Hash(MessageDigest digest, Optional<FindingCode> quirk) {}

    DataFileText(XmlElement startTag, DdocVersion version, boolean embedded) {
        this.embedded = embedded;
        String name = startTag.prefix().isEmpty() ? startTag.name() : startTag.prefix() + ":" + startTag.name();
        this.endTag = ("</" + name + ">").getBytes(StandardCharsets.UTF_8);
        this.content = new Base64Text(version.isSkXml() ? decoded : null);
        if (!embedded) {
            return;
        }
        if (version.isSkXml()) {
            hashes.add(new Hash(decoded, Optional.empty()));
            return;
        }
        byte[] standard = Canonicalization.INCLUSIVE.apply(startTag);
        byte[] alone = Canonicalization.INCLUSIVE.applyDetached(startTag, version.fileNamespace());
        byte[] bare = Canonicalization.INCLUSIVE.applyDetached(startTag, "");
        hash(standard, Optional.empty());
        if (!Arrays.equals(alone, standard)) {
            hash(alone, Optional.of(FindingCode.DDOC_FRAGMENT_C14N));
        }
        if (!Arrays.equals(bare, alone) && !Arrays.equals(bare, standard)) {
            hash(bare, Optional.of(FindingCode.DDOC_ALTERNATE_DIGEST));
        }
    }

    private void hash(byte[] emptyElement, Optional<FindingCode> quirk) {
        MessageDigest digest = DigestAlgorithm.SHA1.newDigest();
        digest.update(emptyElement, 0, emptyElement.length - endTag.length);
        hashes.add(new Hash(digest, quirk));
    }

    @Override
    public void text(char[] text, int start, int length) {
        content.accept(text, start, length);
        for (int i = start; i < start + length; i++) {
            if (text[i] == '\r') {
                flush();
                update(CARRIAGE_RETURN, CARRIAGE_RETURN.length);
            } else {
                // Anything but ASCII is no Base64, and makes the file malformed whatever its digest is.
                buffer[filled++] = (byte) text[i];
                if (filled == BUFFER) {
                    flush();
                }
            }
        }
    }

    private void flush() {
        update(buffer, filled);
        filled = 0;
    }

    private void update(byte[] bytes, int length) {
        for (Hash hash : hashes) {
            if (hash.digest() != decoded) {
                hash.digest().update(bytes, 0, length);
            }
        }
    }

    @Override
    public void end() {
        flush();
        update(endTag, endTag.length);
        content.end();
    }

    /** Whether the text is what the content type promises. */
    boolean isWellFormed() {
        return embedded ? !content.isMalformed() : content.isBlank();
    }

    long size() {
        return content.size();
    }

    List<DdocFile.Candidate> digests() {
        List<DdocFile.Candidate> digests = new ArrayList<>(hashes.size());
        for (Hash hash : hashes) {
            digests.add(new DdocFile.Candidate(Bytes.of(hash.digest().digest()), hash.quirk()));
        }
        return digests;
    }
}
