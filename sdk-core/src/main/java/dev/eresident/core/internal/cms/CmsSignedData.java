package dev.eresident.core.internal.cms;

import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.internal.zip.ZipFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A CMS ContentInfo with SignedData (RFC 5652 §3, §5.1), taken apart and not believed. Immutable; the content stays in its source, which must stay open. */
public final class CmsSignedData {
    /** Content of no further type: what documents are signed as. */
    public static final String DATA = "1.2.840.113549.1.7.1";

    /** Content that is itself a CMS SignedData. */
    public static final String SIGNED_DATA = "1.2.840.113549.1.7.2";

    private final CmsReader.Parts parts;

    private CmsSignedData(CmsReader.Parts parts) {
        this.parts = parts;
    }

    /**
     * Reads a ContentInfo in DER or BER.
     *
     * @param source it and nothing else
     * @param limits how much is accepted
     * @return its parts
     * @throws IOException if the source cannot be read
     * @throws ProtocolException CMS_MALFORMED if it is anything else, or beyond the limits
     */
    public static CmsSignedData read(ByteSource source, CmsLimits limits) throws IOException {
        try {
            return new CmsSignedData(new CmsReader(source, limits).read());
        } catch (ZipFormatException e) {
            throw malformed("it ends too early");
        } catch (ProtocolException e) {
            if (e.code().equals("CMS_MALFORMED")) {
                throw e;
            }
            throw new ProtocolException("CMS_MALFORMED", "The bytes are not a readable CMS: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a ContentInfo in memory.
     *
     * @param bytes it and nothing else; not to be changed afterwards
     * @param limits how much is accepted
     * @return its parts
     * @throws ProtocolException CMS_MALFORMED if it is anything else, or beyond the limits
     */
    public static CmsSignedData read(byte[] bytes, CmsLimits limits) {
        try {
            return read(ByteSource.of(bytes), limits);
        } catch (IOException e) {
            throw new BugException("MEMORY_UNREADABLE", "Bytes in memory could not be read.", e);
        }
    }

    static ProtocolException malformed(String rule) {
        return new ProtocolException("CMS_MALFORMED", "The bytes are not a readable CMS: " + rule);
    }

    /**
     * Returns the type of the signed content.
     *
     * @return eContentType, dotted decimal
     */
    public String contentType() {
        return parts.contentType();
    }

    /**
     * Returns the type of the signed content in DER.
     *
     * @return the OBJECT IDENTIFIER
     */
    public Bytes contentTypeDer() {
        return parts.contentTypeDer();
    }

    /**
     * Returns the content that is carried.
     *
     * @return empty when the signature is detached
     */
    public Optional<CmsContent> content() {
        return parts.content();
    }

    /**
     * Reads encapContentInfo as received, attached content included, in a stream.
     *
     * @param consumer gets piece after piece
     * @throws IOException if the source cannot be read
     */
    public void readEncapsulated(Consumer<ByteBuffer> consumer) throws IOException {
        new SourceWalk(parts.source())
                .stream(parts.encapsulatedStart(), parts.encapsulatedEnd() - parts.encapsulatedStart(), consumer);
    }

    /**
     * Returns the certificates field.
     *
     * @return as received with its tag; empty when absent
     */
    public Optional<Bytes> certificatesField() {
        return parts.certificatesField();
    }

    /**
     * Returns the crls field.
     *
     * @return as received with its tag; empty when absent
     */
    public Optional<Bytes> revocationsField() {
        return parts.revocationsField();
    }

    /**
     * Returns the members of the certificates field, X.509 or not.
     *
     * @return each as received
     */
    public List<Bytes> certificateChoices() {
        return parts.certificates();
    }

    /**
     * Returns the members of the crls field.
     *
     * @return each as received
     */
    public List<Bytes> revocationChoices() {
        return parts.revocations();
    }

    /**
     * Returns the signers.
     *
     * @return none, or as many as the limits allow; whoever verifies must demand one
     */
    public List<CmsSigner> signers() {
        return parts.signers();
    }
}
