package dev.eresident.core.signature.cades;

import dev.eresident.core.BugException;
import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.cms.CmsContent;
import dev.eresident.core.internal.cms.CmsLimits;
import dev.eresident.core.internal.cms.CmsSignedData;
import dev.eresident.core.internal.cms.CmsSigner;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.zip.ByteSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A CMS with its signatures, read and not believed. Used by one thread; its source must stay open.
 *
 * <p>DER, BER or PEM. Limits: 16 MiB beside the attached content, which is read in a stream and may have any size (64 MiB of text as PEM), 256 certificates, 256 revocation lists and
 * answers, 64 signers, 64 attributes and 32 time-stamps each.
 */
public final class CadesDocument {
    static final int MAX_BYTES = 16 << 20;
    private static final CmsLimits LIMITS = new CmsLimits(MAX_BYTES, 256, 256, 64);
    private static final int MAX_PEM = 64 << 20;
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    private final ByteSource source;
    private final CmsSignedData data;
    private final List<CadesSignature> signatures;
    private final Set<DigestAlgorithm> digests;
    private final Optional<SignedContent> attached;
    private final Map<DigestAlgorithm, MessageDigest> archivePrefixes = new EnumMap<>(DigestAlgorithm.class);
    private final Map<DigestAlgorithm, Set<Bytes>> certificateHashes = new EnumMap<>(DigestAlgorithm.class);
    private final Map<DigestAlgorithm, Set<Bytes>> revocationHashes = new EnumMap<>(DigestAlgorithm.class);

    private CadesDocument(ByteSource source, CmsSignedData data, String contentName) {
        this.source = source;
        this.data = data;
        List<CadesSignature> found = new ArrayList<>(1);
        this.digests = EnumSet.noneOf(DigestAlgorithm.class);
        for (CmsSigner signer : data.signers()) {
            CadesSignature signature = CadesSignature.of(signer);
            found.add(signature);
            digests.addAll(signature.digests());
        }
        this.signatures = List.copyOf(found);
        this.attached = data.content().map(content -> StreamedContent.of(contentName, content, digests));
    }

    /**
     * Reads a document.
     *
     * @param source a ContentInfo with SignedData and nothing else; as PEM, with nothing but white space around it
     * @param contentName how to call the attached content on the report
     * @return the document; it may have no signature at all
     * @throws IOException if the source cannot be read
     * @throws ProtocolException CMS_MALFORMED if it is anything else, or beyond the limits
     */
    public static CadesDocument read(ByteSource source, String contentName) throws IOException {
        byte[] head = source.head(1);
        boolean binary = head.length == 1 && head[0] == 0x30;
        ByteSource cms = binary ? source : ByteSource.of(pem(source));
        return new CadesDocument(cms, CmsSignedData.read(cms, LIMITS), contentName);
    }

    private static byte[] pem(ByteSource source) throws IOException {
        if (source.size() > MAX_PEM) {
            throw malformed("it is PEM of more than " + MAX_PEM + " bytes");
        }
        String text = new String(source.head(MAX_PEM), StandardCharsets.US_ASCII).strip();
        for (String label : List.of("PKCS7", "CMS")) {
            String begin = BEGIN + label + "-----";
            String end = END + label + "-----";
            if (text.startsWith(begin) && text.endsWith(end) && text.length() >= begin.length() + end.length()) {
                String body = text.substring(begin.length(), text.length() - end.length());
                try {
                    return Base64.getMimeDecoder().decode(requireBase64(body));
                } catch (IllegalArgumentException e) {
                    throw malformed("its PEM is not Base64");
                }
            }
        }
        throw malformed("it is neither binary nor PEM");
    }

    /** The decoder for text in lines ignores foreign characters; here they are refused. */
    private static String requireBase64(String body) {
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            boolean known = (c >= 'A' && c <= 'Z')
                    || (c >= 'a' && c <= 'z')
                    || (c >= '0' && c <= '9')
                    || "+/=\r\n\t ".indexOf(c) >= 0;
            if (!known) {
                throw malformed("its PEM is not Base64");
            }
        }
        return body;
    }

    private static ProtocolException malformed(String rule) {
        return new ProtocolException("CMS_MALFORMED", "The bytes are not a readable CMS: " + rule);
    }

    /**
     * Returns how many signatures there are.
     *
     * @return none, too: a CMS can carry certificates only
     */
    public int signatureCount() {
        return signatures.size();
    }

    /**
     * Tells where the signed content is.
     *
     * @return whether it is not in the document
     */
    public boolean detached() {
        return data.content().isEmpty();
    }

    /**
     * Returns which digests of the content the signatures and their time-stamps need.
     *
     * @return known ones only
     */
    public Set<DigestAlgorithm> digests() {
        return Set.copyOf(digests);
    }

    /**
     * Returns how large the carried content is.
     *
     * @return bytes; empty when the signature is detached
     */
    public Optional<Long> contentSize() {
        return data.content().map(CmsContent::size);
    }

    /**
     * Tells whether the carried content is the same as another.
     *
     * @param other what to compare it with, by SHA-256
     * @return false also when the signature is detached
     */
    public boolean carries(SignedContent other) {
        return attached.filter(
                        own -> Arrays.equals(own.digest(DigestAlgorithm.SHA256), other.digest(DigestAlgorithm.SHA256)))
                .isPresent();
    }

    /** The content that is carried. */
    Optional<SignedContent> attached() {
        return attached;
    }

    /**
     * A digest that has seen what every archive-time-stamp-v2 of the document covers first: encapContentInfo, detached content, certificates and crls.
     *
     * @return to be continued; a copy
     */
    MessageDigest archivePrefix(DigestAlgorithm algorithm, Optional<SignedContent> content) {
        try {
            MessageDigest prefix = archivePrefixes.get(algorithm);
            if (prefix == null) {
                prefix = newArchivePrefix(algorithm, content);
                archivePrefixes.put(algorithm, prefix);
            }
            return (MessageDigest) prefix.clone();
        } catch (CloneNotSupportedException e) {
            throw new BugException("DIGEST_NOT_COPIED", "The digests of this JDK cannot be copied.", e);
        }
    }

    private MessageDigest newArchivePrefix(DigestAlgorithm algorithm, Optional<SignedContent> content) {
        MessageDigest digest = algorithm.newDigest();
        try {
            data.readEncapsulated(digest::update);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (detached()) {
            content.ifPresent(external -> external.read(digest::update));
        }
        data.certificatesField().ifPresent(field -> digest.update(field.toByteArray()));
        data.revocationsField().ifPresent(field -> digest.update(field.toByteArray()));
        return digest;
    }

    /** The whole as received; empty when it is too large to be held in memory. */
    Optional<byte[]> encoded() {
        try {
            return source.size() > MAX_BYTES ? Optional.empty() : Optional.of(source.head((int) source.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CmsSignedData data() {
        return data;
    }

    List<CadesSignature> signatures() {
        return signatures;
    }

    /** Digests of the members of SignedData.certificates, as a hash index lists them. */
    Set<Bytes> certificateHashes(DigestAlgorithm algorithm) {
        return certificateHashes.computeIfAbsent(algorithm, a -> hashes(data.certificateChoices(), a));
    }

    /** Digests of the members of SignedData.crls. */
    Set<Bytes> revocationHashes(DigestAlgorithm algorithm) {
        return revocationHashes.computeIfAbsent(algorithm, a -> hashes(data.revocationChoices(), a));
    }

    private static Set<Bytes> hashes(List<Bytes> of, DigestAlgorithm algorithm) {
        Set<Bytes> hashes = new HashSet<>();
        for (Bytes one : of) {
            hashes.add(Bytes.of(algorithm.digest(one.toByteArray())));
        }
        return hashes;
    }
}
