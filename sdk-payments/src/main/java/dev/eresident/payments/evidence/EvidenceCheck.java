package dev.eresident.payments.evidence;

import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.Proof;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.internal.zip.ZipFormatException;
import dev.eresident.core.trust.TrustPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs every verification of an evidence file again, offline, from its bytes and at the recorded times. Start at
 * {@link #withItsOwnTrust()} or {@link #with(TrustPolicy)}.
 *
 * <p>First all files are compared with the manifest, and the manifest with its digest; then each verification is run by the code that ran
 * it the first time. A verification holds only when it does and no file that it rests on was changed. Beyond the codes of the verifications
 * themselves there are: {@code EVIDENCE_FILE_CHANGED}, {@code EVIDENCE_FILE_MISSING}, {@code EVIDENCE_FILE_ADDED},
 * {@code EVIDENCE_PROVES_NOTHING} (no verification is in it),
 * {@code EVIDENCE_FILE_UNCONFIRMED} (the manifest itself was changed), {@code EVIDENCE_FILE_UNREADABLE}, {@code EVIDENCE_FACTS} (a
 * {@code facts.json} is not as written), {@code EVIDENCE_CONTRADICTED} (a file is not what the verification used),
 * {@code TRUST_NOT_USABLE}, {@code TRUST_LIST_SIGNER_UNKNOWN}, {@code LOGIN_NOT_VERIFIED},
 * {@code REPRESENTATION_NOT_VERIFIED}, {@code AUTHORISATION_NOT_VERIFIED},
 * {@code AUTHORISATION_OTHER_PERSON}, {@code AUTHORISATION_OTHER_COMPANY}, {@code GATEWAY_…_DIFFERS}, {@code GATEWAY_NOT_APPROVED},
 * {@code GATEWAY_EXCHANGE}, {@code GATEWAY_ORDER_KIND}.
 *
 * <p>What it cannot show: that a challenge was used once, that the register and the gateway gave the answers (they do not sign them), and
 * that nobody replaced the whole file by another consistent one. Whoever can write the file can leave out whole verifications, change
 * what nobody signed (times, the register's and the gateway's answers, attachments), and make manifest and digest anew: that
 * shows only against a digest that was noted elsewhere, see {@link #expecting}. Changed parts that a card or contract signed show always.
 * Nor does it know whose evidence it is: a login to somebody else holds, too. The report says to whom each was, except by Mobile-ID, which signs no name.
 *
 * <p>Limits: 1000 files and 4 GiB; 200 files in a manifest; 64 MiB for a file and 128 MiB
 * for all files of a verification, other than the contract, which is read as a stream (one of
 * more than 16 MiB in an archive is unpacked to a temporary file for the duration of the check). Immutable and thread-safe.
 */
public final class EvidenceCheck {
    private final Optional<TrustPolicy> given;
    private final List<Certificate> listSigners;
    private final Optional<Bytes> expected;
    private final boolean withoutOcsp;

    private EvidenceCheck(
            Optional<TrustPolicy> given, List<Certificate> listSigners, Optional<Bytes> expected, boolean withoutOcsp) {
        this.given = given;
        this.listSigners = List.copyOf(listSigners);
        this.expected = expected;
        this.withoutOcsp = withoutOcsp;
    }

    /**
     * Believes the trusted lists and certificates in the evidence itself. This proves that all fits together <em>under that trust</em>, whose
     * signers and certificates the report states: whether to believe those is for the reader to decide. A list whose signature does not fit
     * is not used.
     *
     * @return the check
     */
    public static EvidenceCheck withItsOwnTrust() {
        return new EvidenceCheck(Optional.empty(), List.of(), Optional.empty(), false);
    }

    /**
     * Believes the trusted lists in the evidence when one of these certificates signed them, and the certificates in it.
     *
     * @param listSigners at least one certificate, known from elsewhere
     * @return the check
     * @throws IllegalArgumentException if there is none
     */
    public static EvidenceCheck withListSigners(List<Certificate> listSigners) {
        if (listSigners.isEmpty()) {
            throw new IllegalArgumentException("Give at least one certificate of a list's signer");
        }
        return new EvidenceCheck(Optional.empty(), listSigners, Optional.empty(), false);
    }

    /**
     * Believes the caller's trust, and nothing in the evidence.
     *
     * @param trust whom to believe about the recorded times
     * @return the check
     */
    public static EvidenceCheck with(TrustPolicy trust) {
        return new EvidenceCheck(
                Optional.of(Objects.requireNonNull(trust, "trust")), List.of(), Optional.empty(), false);
    }

    /**
     * Returns a check that also demands one certain manifest, so that a file that was replaced as a whole shows.
     *
     * @param manifestSha256 as noted from {@link EvidenceFile#manifestSha256()}, 32 bytes
     * @return the check
     */
    public EvidenceCheck expecting(Bytes manifestSha256) {
        return new EvidenceCheck(
                given, listSigners, Optional.of(Objects.requireNonNull(manifestSha256, "manifestSha256")), withoutOcsp);
    }

    /**
     * Returns a check that does not look at OCSP answers, for evidence of logins that were made without: <b>revoked cards are accepted</b>.
     *
     * @return the check
     */
    public EvidenceCheck withoutOcsp() {
        return new EvidenceCheck(given, listSigners, expected, true);
    }

    /**
     * Checks an evidence file. Nothing is fetched.
     *
     * @param path {@code evidence.zip}, or the folder that it was unpacked into
     * @return the report; a missing, damaged or foreign file gives UNREADABLE with {@code FILE_MISSING}, {@code FILE_UNREADABLE},
     *     {@code ZIP_} and the problem, {@code FOLDER_LINK}, {@code FOLDER_TOO_LARGE} or {@code NOT_EVIDENCE}
     */
    public EvidenceReport check(Path path) {
        try (EvidenceSource source = EvidenceSource.open(path)) {
            return check(Inventory.take(source, expected));
        } catch (ZipFormatException e) {
            return EvidenceReport.unreadable("ZIP_" + e.problem());
        } catch (NoSuchFileException e) {
            return EvidenceReport.unreadable("FILE_MISSING");
        } catch (IOException | UncheckedIOException | SecurityException e) {
            return EvidenceReport.unreadable("FILE_UNREADABLE");
        } catch (EResidentException e) {
            return EvidenceReport.unreadable(e.code());
        }
    }

    private EvidenceReport check(Inventory inventory) throws IOException {
        List<VerificationFinding> findings = new ArrayList<>();
        boolean intact = inventory.touched(VerificationKind.INTEGRITY).isEmpty();
        boolean proves = inventory.kinds().stream()
                .anyMatch(kind -> kind != VerificationKind.INTEGRITY && kind != VerificationKind.TRUST);
        findings.add((proves
                        ? Rerun.holds("All files are the ones that the manifest names")
                        : Rerun.fails("EVIDENCE_PROVES_NOTHING", "There is no verification that could be run again"))
                .finding(VerificationKind.INTEGRITY, inventory));
        Optional<Believed> believed = given.map(Believed::given);
        if (believed.isEmpty()) {
            List<Believed> own = new ArrayList<>();
            Rerun trust = Rerun.of(() -> {
                own.add(Believed.ownFiles(inventory, listSigners));
                return Rerun.holds("The lists and certificates in the evidence can be used");
            });
            findings.add(trust.finding(VerificationKind.TRUST, inventory));
            believed = own.stream().findFirst();
        }
        findings.addAll(reruns(inventory, believed.map(Believed::policy)));
        boolean holds = intact && findings.stream().allMatch(VerificationFinding::holds);
        return new EvidenceReport(
                holds ? EvidenceVerdict.HOLDS : EvidenceVerdict.FAILS,
                Optional.empty(),
                inventory.manifest().map(Manifest::createdAt),
                inventory.manifestSha256(),
                believed.map(Believed::lines).orElse(List.of()),
                inventory.findings(),
                findings);
    }

    private List<VerificationFinding> reruns(Inventory inventory, Optional<TrustPolicy> trust) throws IOException {
        List<VerificationFinding> findings = new ArrayList<>();
        List<VerificationKind> kinds = inventory.kinds();
        Optional<PersonReruns> people = trust.map(policy -> new PersonReruns(policy, withoutOcsp));
        for (VerificationKind kind : kinds) {
            if (kind == VerificationKind.INTEGRITY || kind == VerificationKind.TRUST) {
                continue;
            }
            Rerun rerun = people.isEmpty()
                    ? Rerun.fails(
                            "TRUST_NOT_USABLE", "Nobody is believed, because the trust in the evidence cannot be used")
                    : Rerun.of(() -> rerun(kind, inventory, kinds, trust.get(), people.get()));
            findings.add(rerun.finding(kind, inventory));
        }
        return findings;
    }

    private static Rerun rerun(
            VerificationKind kind,
            Inventory inventory,
            List<VerificationKind> kinds,
            TrustPolicy trust,
            PersonReruns people)
            throws IOException {
        Proof proof = proof(kind, inventory);
        return switch (kind) {
            case INTEGRITY, TRUST -> throw new IllegalArgumentException("This is not run from a proof");
            case LOGIN -> people.login(proof);
            case CONTRACT -> ContractRerun.run(proof, inventory, trust);
            case REPRESENTATION -> people.representation(proof);
            case AUTHORISATION ->
                people.authorisation(
                        proof, kinds.contains(VerificationKind.LOGIN), kinds.contains(VerificationKind.REPRESENTATION));
            case GATEWAY -> GatewayRerun.run(proof, people.payment());
        };
    }

    private static Proof proof(VerificationKind kind, Inventory inventory) throws IOException {
        Bytes facts = inventory.bytes(kind.folder() + ProofFolder.FACTS);
        return kind == VerificationKind.CONTRACT
                ? ProofFolder.read(facts, new java.util.TreeMap<>())
                : ProofFolder.read(facts, inventory.folder(kind, ProofFolder.FACTS));
    }
}
