package dev.eresident.core.signature.xades;

import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.validation.ImprintSource;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * What an archive time-stamp covers, not distributed (EN 319 132-1 §5.5.2.2; signatures reference §16.4): all that the references lead to, SignedInfo, SignatureValue, KeyInfo, the unsigned
 * properties before it, and the objects without qualifying properties.
 *
 * <p>One over references covers the canonical forms of SignatureValue and, in their order, of the signature time-stamps and references before it.
 *
 * <p>Data files are read once more for each digest algorithm of such time-stamps, in a stream.
 */
final class ArchiveImprint implements ImprintSource {
    private final ParsedSignature signature;
    private final ArchiveStamp stamp;
    private final Dereferencing source;
    private final CanonicalForms forms;

    ArchiveImprint(ParsedSignature signature, ArchiveStamp stamp, Dereferencing source, CanonicalForms forms) {
        this.signature = signature;
        this.stamp = stamp;
        this.source = source;
        this.forms = forms;
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) {
        if (stamp.kind() == ArchiveStamp.Kind.UNKNOWN) {
            throw FormatChecking.malformed("a time-stamp over unsigned properties is of a form that is not judged");
        }
        CanonicalMethod method = stamp.canonicalization()
                .map(CanonicalMethod::of)
                .orElse(Optional.of(CanonicalMethod.DEFAULT))
                .orElseThrow(() -> FormatChecking.malformed("a canonicalization method is not known"));
        MessageDigest digest = algorithm.newDigest();
        if (stamp.kind() == ArchiveStamp.Kind.REFERENCES) {
            feed(signature.signatureValueElement(), method, digest);
            stamp.preceding().forEach(property -> feed(property, method, digest));
            return digest.digest();
        }
        for (DataReference reference : signature.references()) {
            source.feed(signature, reference, stamp.canonicalization(), digest);
        }
        feed(signature.signedInfo(), method, digest);
        feed(signature.signatureValueElement(), method, digest);
        signature.keyInfo().ifPresent(keyInfo -> feed(keyInfo, method, digest));
        stamp.preceding().forEach(property -> feed(property, method, digest));
        signature.objects().forEach(object -> feed(object, method, digest));
        return digest.digest();
    }

    private void feed(XmlElement element, CanonicalMethod method, MessageDigest digest) {
        digest.update(forms.of(element, method));
    }
}
