package dev.eresident.payments.evidence;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Environment;
import dev.eresident.core.trust.TrustAnchors;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.TrustedList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whom the verifications believe, and how that is said. */
record Believed(TrustPolicy policy, List<String> lines) {
    Believed {
        lines = List.copyOf(lines);
    }

    static Believed given(TrustPolicy policy) {
        return new Believed(
                policy,
                List.of("given by the caller: " + policy.environment() + ", "
                        + policy.anchors().services().size() + " services, id "
                        + policy.anchors().id()));
    }

    /** The evidence's own lists and certificates. A list must be signed: by one of the signers given, else by the one it names. */
    static Believed ownFiles(Inventory inventory, List<Certificate> pinned) throws IOException {
        Proof facts =
                ProofFolder.read(inventory.bytes(VerificationKind.TRUST.folder() + ProofFolder.FACTS), new TreeMap<>());
        SortedMap<String, Bytes> files = inventory.folder(VerificationKind.TRUST, ProofFolder.FACTS);
        List<String> lines = new ArrayList<>();
        List<Certificate> signers = new ArrayList<>(pinned);
        for (Map.Entry<String, Bytes> file : files.entrySet()) {
            byte[] content = file.getValue().toByteArray();
            if (isList(content)) {
                List<Certificate> stated = TrustedList.statedSigners(content, file.getKey());
                if (pinned.isEmpty()) {
                    signers.addAll(stated);
                }
                lines.add(line(file.getKey(), stated, pinned));
            } else {
                Certificate.readAll(content)
                        .forEach(certificate -> lines.add("certificate in the evidence: " + file.getKey() + ", SHA-256 "
                                + certificate.sha256().hex()));
            }
        }
        // With no signer at all nothing but certificates is here, so that no list goes unverified.
        TrustAnchors anchors = TrustAnchors.builder().addFiles(files, signers).build();
        return new Believed(policy(facts, anchors), lines);
    }

    private static boolean isList(byte[] content) {
        int first = 0;
        while (first < content.length && content[first] <= ' ') {
            first++;
        }
        boolean gzip = content.length > 1 && content[0] == 0x1f && content[1] == (byte) 0x8b;
        return gzip || (first < content.length && content[first] == '<');
    }

    private static String line(String name, List<Certificate> stated, List<Certificate> pinned) {
        if (stated.isEmpty()) {
            throw new TrustException("TRUST_LIST_SIGNER_UNKNOWN", "The signature of a trusted list names no signer");
        }
        return (pinned.isEmpty() ? "list in the evidence: " : "list in the evidence, signer given by the caller: ")
                + name
                + ", signed by " + stated.get(0).subject().commonName().orElse("unnamed") + ", SHA-256 "
                + stated.get(0).sha256().hex();
    }

    private static TrustPolicy policy(Proof facts, TrustAnchors anchors) {
        String environment = facts.facts().getOrDefault(EvidenceFile.ENVIRONMENT, "");
        if (!facts.type().equals(EvidenceFile.TRUST_TYPE)) {
            throw new ProtocolException("EVIDENCE_FACTS", "The facts of the trust are those of something else");
        }
        if (environment.equals(Environment.PRODUCTION.name())) {
            return TrustPolicy.production(anchors);
        }
        if (environment.equals(Environment.TEST.name())) {
            return TrustPolicy.test(anchors);
        }
        throw new ProtocolException("EVIDENCE_FACTS", "The facts of the trust name no environment that is known");
    }
}
