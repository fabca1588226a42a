package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A national trusted list (ETSI TS 119 612 versions 5 and 6), reduced to what verification needs. Immutable.
 *
 * <p>Limits: 64 MiB of XML, nested 64 deep; gzip is recognised and may not expand more than a hundredfold. Unknown elements are ignored; what the meaning of a service depends on
 * (type, status, time, certificate) must be readable or the whole list is refused, because a withdrawal that was overlooked would be worse than no list.
 *
 * @param source where the list came from, for messages: a file name or an address
 * @param typeUri the TSLType: what kind of list it says to be, for example {@code …/TSLType/EUgeneric}
 * @param territory the scheme's territory, such as {@code EE}
 * @param version 5 or 6
 * @param sequence the sequence number; a newer list has a higher one
 * @param issued when the list was issued
 * @param nextUpdate by when a newer one was promised; empty when the scheme has ended
 * @param signerChecked whether the list's signature was verified, by {@link #verify}
 * @param services the services that have at least one certificate, in the order of the list
 * @param unreadableCertificates how many certificates of services were left out because they cannot be decoded
 * @param informationUris the English SchemeInformationURIs in the order of the list; in the European list of lists the pivots, newest first, and the notice in the Official Journal
 * @param pointers where other lists stand and who signs them, in the order of the list
 */
public record TrustedList(
        String source,
        String typeUri,
        String territory,
        int version,
        long sequence,
        Instant issued,
        Optional<Instant> nextUpdate,
        boolean signerChecked,
        List<TrustService> services,
        int unreadableCertificates,
        List<String> informationUris,
        List<ListPointer> pointers) {
    /** Copies the lists. */
    public TrustedList {
        services = List.copyOf(services);
        informationUris = List.copyOf(informationUris);
        pointers = List.copyOf(pointers);
    }

    /**
     * Parses a list that the caller vouches for, without looking at its signature.
     *
     * @param xmlOrGzip the list, possibly compressed by gzip
     * @param source where it came from, for messages
     * @return the list, with {@code signerChecked} false
     * @throws dev.eresident.core.ProtocolException {@code TRUST_LIST_UNREADABLE} if it is not a trusted list that can be relied on
     */
    public static TrustedList parse(byte[] xmlOrGzip, String source) {
        return TrustedListReader.read(ListBytes.inflate(xmlOrGzip, source), source, false);
    }

    /**
     * Verifies the list's enveloped XML signature against signers that the caller pins, then parses the very octets that were signed.
     *
     * <p>The signature must be the only one, a child of the root, and have exactly two references: the whole document without the signature, and the signed properties. The
     * certificate in it must equal one of the signers byte for byte; neither its chain nor its validity is looked at, because the pin is the trust (TS 119 612 §5.7, TS 119 615).
     *
     * @param xmlOrGzip the list, possibly compressed by gzip
     * @param source where it came from, for messages
     * @param signers the certificates of which one must have signed
     * @return the list, with {@code signerChecked} true
     * @throws dev.eresident.core.ProtocolException {@code TRUST_LIST_UNREADABLE} if it is not a trusted list that can be relied on
     * @throws dev.eresident.core.TrustException {@code TRUST_LIST_SIGNATURE_INVALID} if none of the signers signed this document as a whole
     */
    public static TrustedList verify(byte[] xmlOrGzip, String source, List<Certificate> signers) {
        byte[] signed = TrustedListSignature.signedOctets(ListBytes.inflate(xmlOrGzip, source), source, signers);
        return TrustedListReader.read(signed, source, true);
    }

    /**
     * Reads which certificates a list's signature names: who <em>says</em> to have signed it. Nothing is verified; believe it only after {@link #verify} with a certificate that
     * you know from elsewhere.
     *
     * @param xmlOrGzip the list, possibly compressed by gzip
     * @param source where it came from, for messages
     * @return the certificates in the order of the signature, possibly none; empty also for bytes that are no XML, such as pinned certificates
     * @throws dev.eresident.core.ProtocolException {@code TRUST_LIST_UNREADABLE} if it is no readable XML
     * @throws dev.eresident.core.TrustException {@code TRUST_LIST_SIGNATURE_INVALID} if it does not hold exactly one signature
     */
    public static List<Certificate> statedSigners(byte[] xmlOrGzip, String source) {
        return AnchorFiles.isList(xmlOrGzip)
                ? TrustedListSignature.statedSigners(ListBytes.inflate(xmlOrGzip, source), source)
                : List.of();
    }

    /**
     * Tells whether a newer list should have appeared by a time.
     *
     * @param at the time
     * @return true after {@code nextUpdate}
     */
    public boolean expiredAt(Instant at) {
        return nextUpdate.filter(at::isAfter).isPresent();
    }

    /** Returns source, territory and counts. */
    @Override
    public String toString() {
        return "TrustedList[" + source + ", " + territory + ", sequence " + sequence + ", " + services.size()
                + " services]";
    }
}
