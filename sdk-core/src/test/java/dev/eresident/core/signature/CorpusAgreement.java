package dev.eresident.core.signature;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eresident.core.signature.CorpusTrust.Case;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares one report with what the oracle says, by the mapping of verdicts that the project's plan lays down. */
final class CorpusAgreement {
    /** What says that value or references do not verify. */
    private static final Set<FindingCode> BROKEN = EnumSet.of(
            FindingCode.FORMAT_FAILURE,
            FindingCode.HASH_FAILURE,
            FindingCode.SIG_CRYPTO_FAILURE,
            FindingCode.SIGNED_DATA_NOT_FOUND,
            FindingCode.SIG_ALGORITHM_UNSUPPORTED,
            FindingCode.SIG_TRANSFORM_FORBIDDEN);

    private CorpusAgreement() {}

    /** The oracle's verdict: for PDF that of the Estonian policy for qualified signatures. */
    static String oracle(Case c) {
        return c.format().startsWith("PDF") ? c.entry().path("verdictSivaPolv4").asText() : c.verdict();
    }

    /** Whether the oracle calls the file valid, and nothing is known against that. */
    static boolean mayBeValid(Case c) {
        boolean valid = oracle(c).equals("VALID") || oracle(c).equals("VALID_WITH_TOKEN_ERRORS");
        return valid && !c.env().equals("none") && !c.entry().has("weakness");
    }

    /** Why the report disagrees; empty when it agrees. */
    static Optional<String> disagreement(Case c, CheckReport report) {
        String got = report.verdict() + " "
                + report.signatures().stream()
                        .map(s -> s.code().map(FindingCode::name).orElse("VALID"))
                        .toList()
                + report.findings().stream()
                        .filter(f -> f.severity() == Finding.Severity.ERROR)
                        .map(f -> f.code().name())
                        .toList();
        if (c.env().equals("none")) {
            if (report.verdict() == Verdict.VALID) {
                return Optional.of("must not be VALID");
            }
            return intactness(c, report).map(text -> text + ", got " + got);
        }
        return expected(c).contains(report.verdict())
                ? Optional.empty()
                : Optional.of("expected " + oracle(c) + " " + subIndications(c) + ", got " + got);
    }

    static Set<Verdict> expected(Case c) {
        if (c.entry().has("weakness")) {
            return EnumSet.complementOf(EnumSet.of(Verdict.VALID));
        }
        return switch (oracle(c)) {
            case "VALID", "VALID_WITH_TOKEN_ERRORS" -> EnumSet.of(Verdict.VALID);
            case "INDETERMINATE" -> EnumSet.of(Verdict.INDETERMINATE);
            case "FAILED", "INVALID_BY_LOCAL_RULES" -> EnumSet.of(Verdict.INVALID);
            case "REJECTED" -> EnumSet.of(Verdict.INVALID, Verdict.UNREADABLE);
            case "UNSIGNED" ->
                c.format().endsWith("none")
                        ? EnumSet.of(Verdict.UNSIGNED, Verdict.INVALID, Verdict.UNREADABLE)
                        : EnumSet.of(Verdict.UNSIGNED);
            case "ERROR" -> EnumSet.complementOf(EnumSet.of(Verdict.VALID));
            default -> throw new IllegalArgumentException(oracle(c));
        };
    }

    /** The signatures as the oracle for this file sees them. */
    static List<JsonNode> signatures(Case c) {
        boolean live = c.env().equals("live");
        JsonNode found = c.format().startsWith("PDF")
                ? c.entry().path("dssSivaPolv4").path(live ? "eu" : "test").path("signatures")
                : c.entry().path("oracle").asText().startsWith("dss")
                        ? c.entry().path("dss").path(live ? "eu" : "test").path("signatures")
                        : c.entry()
                                .path("digidoc4j")
                                .path(live ? "live" : "test")
                                .path("signatures");
        List<JsonNode> signatures = new ArrayList<>();
        found.forEach(signatures::add);
        return signatures;
    }

    static List<String> subIndications(Case c) {
        return signatures(c).stream()
                .map(s -> s.path("subIndication").asText("").replace("null", ""))
                .filter(s -> !s.isEmpty())
                .toList();
    }

    /** Ours for the oracle's signature: by identifier, otherwise by position. */
    static Optional<CheckedSignature> ours(CheckReport report, JsonNode signature, int position) {
        String id = signature.path("id").asText("");
        for (CheckedSignature s : report.signatures()) {
            if (!id.isEmpty() && s.id().endsWith("#" + id)) {
                return Optional.of(s);
            }
        }
        return position < report.signatures().size()
                ? Optional.of(report.signatures().get(position))
                : Optional.empty();
    }

    /** Without trust only one thing can be compared: whether value and references verify. */
    private static Optional<String> intactness(Case c, CheckReport report) {
        int position = 0;
        for (JsonNode signature : c.entry().path("dss").path("test").path("signatures")) {
            if (signature.path("counter").asBoolean()) {
                continue;
            }
            Optional<CheckedSignature> ours = ours(report, signature, position++);
            if (ours.isEmpty() && refusedAsAWhole(report)) {
                continue;
            }
            if (ours.isEmpty()) {
                return Optional.of("a signature is not judged");
            }
            boolean identified = ours.get().signer().isPresent();
            boolean expected = signature.path("sigValid").asBoolean();
            boolean intact = intact(ours.get(), report.format() == DocumentFormat.PADES);
            if (identified && expected != intact) {
                return Optional.of(
                        "expected sigValid " + expected + " of " + ours.get().id());
            }
            if (!identified
                    && expected
                    && !signature.path("subIndication").asText().startsWith("NO_SIGNING")) {
                return Optional.of("the signer of " + ours.get().id() + " is not identified");
            }
        }
        return Optional.empty();
    }

    /** A container that is refused as it stands, or that belongs to another judge, has no signatures to compare. */
    private static boolean refusedAsAWhole(CheckReport report) {
        return report.signatures().isEmpty()
                && (report.verdict() == Verdict.UNREADABLE || report.format() == DocumentFormat.XROAD)
                && report.findings().stream().noneMatch(f -> f.code() == FindingCode.FORMAT_NOT_JUDGED);
    }

    /** Of a PDF the oracle's other field is about the bytes that the signature covers, not about its level or what came after it. */
    static boolean intact(CheckedSignature signature, boolean pdf) {
        return signature.findings().stream()
                .filter(f -> !pdf || f.code() != FindingCode.FORMAT_FAILURE)
                .noneMatch(f -> f.severity() == Finding.Severity.ERROR && BROKEN.contains(f.code()));
    }
}
