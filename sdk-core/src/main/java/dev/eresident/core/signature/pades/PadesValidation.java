package dev.eresident.core.signature.pades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.Profile;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.cades.CadesDocument;
import dev.eresident.core.signature.cades.CadesValidation;
import dev.eresident.core.signature.cades.SignedContent;
import dev.eresident.core.signature.cades.Surroundings;
import dev.eresident.core.signature.validation.EmbeddedTimestamp;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.SignatureOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Judges the signatures of a PDF, one by one: its structure first, then the CMS by the steps of the standard. Immutable, thread-safe. */
public final class PadesValidation {
    private final CadesValidation cades;

    /**
     * Makes a validation.
     *
     * @param cades judges the CMS
     */
    public PadesValidation(CadesValidation cades) {
        this.cades = cades;
    }

    /**
     * Judges one signature.
     *
     * @param name name of the document
     * @param file its bytes
     * @param document its structure
     * @param signature one of its signatures, no document time-stamp
     * @param at validation time
     * @return the outcome; never an exception for foreign bytes
     */
    public SignatureOutcome validate(
            String name, byte[] file, PdfDocument document, PdfSignature signature, Instant at) {
        String id = "signature-" + (document.signatures().indexOf(signature) + 1);
        Judgement judgement = new Judgement("#" + id);
        for (PdfRemark remark : signature.remarks()) {
            if (remark.fatal()) {
                judgement.fail(FindingCode.FORMAT_FAILURE, remark.code(), remark.text());
            } else {
                judgement.warn(remark.code(), remark.text());
            }
        }
        Optional<CadesDocument> cms = cms(signature, judgement);
        if (cms.isEmpty() || signature.range().isEmpty()) {
            return SignatureOutcome.unread(id, judgement, Profile.B, Optional.empty(), signature.claimedAt());
        }
        SignedContent content = new Covered(name, file, signature.range().get());
        return cades.validate(id, cms.get(), content, around(file, document, signature), at, judgement);
    }

    private static Optional<CadesDocument> cms(PdfSignature signature, Judgement judgement) {
        if (signature.cms().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(CadesDocument.read(ByteSource.of(signature.cms().toByteArray()), "content"));
        } catch (ProtocolException e) {
            judgement.fail(FindingCode.FORMAT_FAILURE, FindingCode.SIGNATURE_UNREADABLE, "");
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Surroundings around(byte[] file, PdfDocument document, PdfSignature signature) {
        List<PdfSignature> stamps = document.timestampsOver(signature);
        List<EmbeddedTimestamp> timestamps = stamps.stream()
                .map(stamp -> new EmbeddedTimestamp(
                        stamp.cms(), algorithm -> stamp.range().orElseThrow().digest(file, algorithm)))
                .toList();
        ValidationMaterial material = document.material();
        return new Surroundings(
                signature.claimedAt(),
                timestamps,
                stamps.stream().anyMatch(PdfSignature::withMaterial),
                material.certificates(),
                material.ocspAnswers(),
                material.crls(),
                signature.kind() == PdfSignature.Kind.PKCS7,
                signature.kind() == PdfSignature.Kind.CADES && signature.claimedInPdf());
    }

    /** The bytes that a ByteRange covers. */
    private static final class Covered implements SignedContent {
        private final String name;
        private final byte[] file;
        private final ByteRange range;

        Covered(String name, byte[] file, ByteRange range) {
            this.name = name;
            this.file = file;
            this.range = range;
        }

        @Override
        public byte[] digest(DigestAlgorithm algorithm) {
            return range.digest(file, algorithm);
        }

        @Override
        public void read(Consumer<ByteBuffer> consumer) {
            consumer.accept(ByteBuffer.wrap(file, 0, range.gapStart()).asReadOnlyBuffer());
            consumer.accept(ByteBuffer.wrap(file, range.gapEnd(), range.end() - range.gapEnd())
                    .asReadOnlyBuffer());
        }

        @Override
        public List<SignedFile> files(DigestAlgorithm algorithm, Judgement judgement) {
            return List.of(new SignedFile(name, algorithm.jcaName(), Bytes.of(digest(algorithm))));
        }
    }
}
