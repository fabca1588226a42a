package dev.eresident.examples.cli;

import dev.eresident.core.certificate.EResidency;
import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.CheckedSignature;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.Verdict;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;

/** Prints a check report for a person. Text from documents is made harmless for a terminal first. */
final class ReportText {
    private final Terminal terminal;
    private final PrintWriter out;

    ReportText(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    void print(String file, CheckReport report) {
        out.println(terminal.verdict(report.verdict()) + "  " + terminal.bold(printable(file)) + "  "
                + terminal.faint(report.format().name()));
        report.signatures().forEach(this::print);
        report.findings().forEach(finding -> print(finding, "  "));
    }

    private void print(CheckedSignature signature) {
        out.println("  " + terminal.verdict(signature.verdict()) + "  " + who(signature) + "  "
                + terminal.faint(signature.profile().name()
                        + signature.qualification().map(q -> " " + q.name()).orElse("") + " "
                        + printable(signature.id())));
        signature
                .signerDocument()
                .filter(document -> signature.verdict() == Verdict.VALID && !signature.provesOnlyTime())
                .filter(document -> document.eResidency().kind() == EResidency.Kind.YES)
                .ifPresent(document -> out.println("    e-resident: yes"));
        signature.findings().forEach(finding -> print(finding, "    "));
    }

    /** Only a good signature was made by the one whom it names, and at a proven time. */
    private static String who(CheckedSignature signature) {
        boolean good = signature.verdict() == Verdict.VALID;
        Optional<String> name = signature.signerName().map(ReportText::printable);
        String said = switch (signature.kind()) {
            case SIGNATURE -> (good ? "signed by " : "in the name of ") + name.orElse("an unknown signer");
            case TIMESTAMP -> onlyTime("time-stamp", name, good);
            case EVIDENCE_RECORD -> onlyTime("evidence record", name, good);
        };
        return said + (good ? signature.provenAt().map(ReportText::proven).orElse("") : "");
    }

    private static String onlyTime(String what, Optional<String> authority, boolean good) {
        return what
                + authority.map(n -> (good ? " by " : " in the name of ") + n).orElse("") + ", proves only time";
    }

    private static String proven(Instant at) {
        return ", proven to exist at " + at;
    }

    private void print(Finding finding, String indent) {
        String label = finding.severity() == Finding.Severity.ERROR ? terminal.bad("error") : "warning";
        out.println(indent + label + "  " + finding.code() + ": " + printable(finding.text())
                + (finding.where().isEmpty() ? "" : terminal.faint("  (" + printable(finding.where()) + ")")));
    }

    /** Replaces control and formatting characters, which could rewrite what the terminal shows. */
    static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean harmless = type != Character.CONTROL
                    && type != Character.FORMAT
                    && type != Character.SURROGATE
                    && type != Character.LINE_SEPARATOR
                    && type != Character.PARAGRAPH_SEPARATOR;
            clean.appendCodePoint(harmless ? c : 0xFFFD);
        });
        return clean.toString();
    }
}
