package dev.eresident.payments.evidence;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Environment;
import dev.eresident.payments.register.ConfirmedRepresentation;
import dev.eresident.payments.sca.AuthorisedPayment;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes the raw inputs of all verifications of one matter into one file, {@code evidence.zip}, for {@link EvidenceCheck}. Start at
 * {@link #builder}; say what exists, and leave out what does not.
 *
 * <p>A ZIP archive, not compressed, with fixed times, so that the same inputs give the same bytes. Each verification has a folder
 * ({@code trust}, {@code login}, {@code contract}, {@code representation}, {@code authorisation}, {@code gateway}, and
 * {@code attachments} that nothing rests on) with its raw proofs as files that a person can open, and {@code facts.json} for time and
 * rules. {@code manifest.json} names each file with its SHA-256, and the verifications with the files that each rests on;
 * {@code manifest.sha256} has its digest, for {@code sha256sum -c}.
 *
 * <p>The file holds personal data (certificates, the register's answer, the contract) and, for a card charge, the gateway's token of the
 * means of payment; it holds no password and no key. It is not signed: whoever can rewrite all of it can leave verifications out or
 * change what nobody signed, such as the times. So note {@link #manifestSha256()} elsewhere, best under a time-stamp or in a signed
 * journal, and give it to {@link EvidenceCheck#expecting}.
 *
 * <p>Immutable and thread-safe, as long as a contract given as a path is not changed.
 */
public final class EvidenceFile {
    private static final LocalDateTime FIXED = LocalDateTime.of(1980, 2, 1, 0, 0);
    static final String CONTRACT = "contract.asice";
    static final String CONTRACT_TYPE = "contract-check";
    static final String TRUST_TYPE = "trust";
    static final String ENVIRONMENT = "environment";

    private final SortedMap<String, Content> contents;
    private final Bytes manifest;

    private EvidenceFile(SortedMap<String, Content> contents, Bytes manifest) {
        this.contents = Collections.unmodifiableSortedMap(contents);
        this.manifest = manifest;
    }

    /**
     * Starts an evidence file.
     *
     * @param createdAt when it is made, by the caller's clock
     * @return an empty builder
     */
    public static Builder builder(Instant createdAt) {
        return new Builder(Objects.requireNonNull(createdAt, "createdAt"));
    }

    /**
     * Returns the digest of the manifest, which stands for the whole file: note it elsewhere.
     *
     * @return SHA-256, 32 bytes
     */
    public Bytes manifestSha256() {
        return Content.of(manifest).sha256();
    }

    /**
     * Writes the archive; a file that is there is replaced.
     *
     * @param file where to; its folder must exist
     * @throws IOException if it cannot be written, or the contract was changed since
     */
    public void writeTo(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            writeTo(out);
        }
    }

    /**
     * Writes the archive; the stream is not closed.
     *
     * @param out where to
     * @throws IOException if it cannot be written, or the contract was changed since
     */
    public void writeTo(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        write(zip, Manifest.NAME, Content.of(manifest));
        write(
                zip,
                Manifest.DIGEST_NAME,
                Content.of(Manifest.digestFile(Content.of(manifest).sha256())));
        for (Map.Entry<String, Content> entry : contents.entrySet()) {
            write(zip, entry.getKey(), entry.getValue());
        }
        zip.finish();
    }

    private static void write(ZipOutputStream zip, String name, Content content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(FIXED);
        entry.setSize(content.size());
        entry.setCompressedSize(content.size());
        entry.setCrc(content.crc());
        zip.putNextEntry(entry);
        content.copyTo(zip);
        zip.closeEntry();
    }

    /** Shows how many files there are. */
    @Override
    public String toString() {
        return "EvidenceFile[" + contents.size() + " files]";
    }

    /** Collects what exists. Not thread-safe; calling a method twice replaces what it added, except {@link #attach}. */
    public static final class Builder {
        private final Instant createdAt;
        private final SortedMap<String, Content> contents = new TreeMap<>();
        private final SortedMap<String, String> whats = new TreeMap<>();
        private boolean rightIsSigned;

        private Builder(Instant createdAt) {
            this.createdAt = createdAt;
        }

        /**
         * Adds whom the verifications believed: the trusted lists and certificates, as they were.
         *
         * @param environment whose certificates were expected
         * @param files by name, with the roles of
         *     {@link dev.eresident.core.trust.TrustAnchors.Builder#addPath(Path)}: {@code *.xml} for lists, {@code ca.pem} and so on
         * @return this builder
         * @throws IllegalArgumentException if a name is not 1 to 100 of {@code A-Z a-z 0-9 . _ -}
         */
        public Builder trust(Environment environment, Map<String, Bytes> files) {
            proof(
                    VerificationKind.TRUST,
                    Proof.of(TRUST_TYPE, createdAt, Map.of(ENVIRONMENT, environment.name()), Map.of()));
            files.forEach((name, content) -> {
                if (name.equals(ProofFolder.FACTS)) {
                    throw new IllegalArgumentException("This name is taken");
                }
                add(
                        VerificationKind.TRUST.folder() + name,
                        "trusted list or certificates that were believed",
                        Content.of(content));
            });
            return this;
        }

        /**
         * Adds a login.
         *
         * @param person as the login returned
         * @return this builder
         */
        public Builder login(AuthenticatedPerson person) {
            return proof(VerificationKind.LOGIN, person.toProof());
        }

        /**
         * Adds a contract that was found valid, as a file, which is read when the evidence is built and again when it is written.
         *
         * @param container the signed container; not changed until the evidence is written
         * @param checkedAt as of when it was checked, as in {@link dev.eresident.core.signature.CheckReport#checkedAt()}
         * @return this builder
         * @throws IOException if it cannot be read
         */
        public Builder contract(Path container, Instant checkedAt) throws IOException {
            return contract(Content.of(container), checkedAt);
        }

        /**
         * Adds a contract that was found valid.
         *
         * @param container the signed container
         * @param checkedAt as of when it was checked
         * @return this builder
         */
        public Builder contract(Bytes container, Instant checkedAt) {
            return contract(Content.of(container), checkedAt);
        }

        private Builder contract(Content container, Instant checkedAt) {
            proof(VerificationKind.CONTRACT, Proof.of(CONTRACT_TYPE, checkedAt, Map.of("verdict", "VALID"), Map.of()));
            return add(VerificationKind.CONTRACT.folder() + CONTRACT, "the signed contract", container);
        }

        /**
         * Adds the register's statement; needs the login that it was made with.
         *
         * @param representation as confirmed
         * @return this builder
         */
        public Builder representation(ConfirmedRepresentation representation) {
            return proof(VerificationKind.REPRESENTATION, representation.toProof());
        }

        /**
         * Adds the order and its authorisation; one by a representative needs the representation.
         *
         * @param payment as authorised
         * @return this builder
         */
        public Builder authorisation(AuthorisedPayment payment) {
            Proof proof = payment.toProof();
            rightIsSigned = proof.facts().containsKey(PersonReruns.BOUND_RIGHT);
            return proof(VerificationKind.AUTHORISATION, proof);
        }

        /**
         * Adds what the gateway was asked and answered; needs the authorisation of the order.
         *
         * @param exchange without credentials
         * @return this builder
         */
        public Builder gateway(GatewayExchange exchange) {
            return proof(VerificationKind.GATEWAY, exchange.toProof());
        }

        /**
         * Adds a file that no verification rests on, such as a report for people; it is protected by the manifest alone.
         *
         * @param name 1 to 100 of {@code A-Z a-z 0-9 . _ -}
         * @param what what it is, in words
         * @param content any bytes
         * @return this builder
         * @throws IllegalArgumentException for another name
         */
        public Builder attach(String name, String what, Bytes content) {
            return add("attachments/" + name, what, Content.of(content));
        }

        /**
         * Finishes.
         *
         * @return the evidence, ready to be written
         * @throws IllegalStateException if a verification is there without one that it builds on, or there is none at all
         */
        public EvidenceFile build() {
            require(VerificationKind.REPRESENTATION, VerificationKind.LOGIN);
            require(VerificationKind.GATEWAY, VerificationKind.AUTHORISATION);
            if (rightIsSigned && !has(VerificationKind.REPRESENTATION)) {
                throw new IllegalStateException("The evidence of an authorisation by a right needs that right");
            }
            if (Stream.of(VerificationKind.values())
                    .noneMatch(kind ->
                            kind != VerificationKind.INTEGRITY && kind != VerificationKind.TRUST && has(kind))) {
                throw new IllegalStateException("An evidence file holds at least one verification");
            }
            SortedMap<String, Manifest.Entry> entries = new TreeMap<>();
            contents.forEach((name, content) -> entries.put(
                    name,
                    new Manifest.Entry(
                            Objects.requireNonNull(whats.get(name), "what"), content.sha256(), content.size())));
            if (entries.isEmpty() || entries.size() > Manifest.MOST_FILES) {
                throw new IllegalStateException("An evidence file holds 1 to " + Manifest.MOST_FILES + " files");
            }
            return new EvidenceFile(new TreeMap<>(contents), new Manifest(createdAt, entries).toBytes());
        }

        private void require(VerificationKind kind, VerificationKind other) {
            if (has(kind) && !has(other)) {
                throw new IllegalStateException("The evidence of " + kind + " needs that of " + other);
            }
        }

        private boolean has(VerificationKind kind) {
            return contents.keySet().stream().anyMatch(name -> name.startsWith(kind.folder()));
        }

        private Builder proof(VerificationKind kind, Proof proof) {
            contents.keySet().removeIf(name -> name.startsWith(kind.folder()));
            ProofFolder.files(proof)
                    .forEach((name, content) -> add(kind.folder() + name, ProofFolder.what(name), Content.of(content)));
            return this;
        }

        private Builder add(String name, String what, Content content) {
            if (!Manifest.isFileName(name)) {
                throw new IllegalArgumentException(
                        "A file's name is 1 to 100 of A-Z a-z 0-9 . _ - and starts with none of . _ -");
            }
            contents.put(name, content);
            whats.put(name, what);
            return this;
        }
    }
}
