package dev.eresident.examples.cli;

import dev.eresident.core.signature.CheckReport;
import dev.eresident.core.signature.CheckedSignature;
import dev.eresident.core.signature.Finding;
import java.io.PrintWriter;
import java.time.Instant;

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
        String name = signature
                .signer()
                .flatMap(certificate -> certificate.subject().commonName())
                .orElse("unknown signer");
        String what = signature.id().endsWith(".tst") ? "  time-stamp by " : "  signed by ";
        out.println("  " + terminal.verdict(signature.verdict()) + what + printable(name)
                + signature.provenAt().map(ReportText::proven).orElse("") + "  "
                + terminal.faint(signature.profile().name()
                        + signature.qualification().map(q -> " " + q.name()).orElse("") + " "
                        + printable(signature.id())));
        signature
                .signerDocument()
                .filter(document -> document.eResidency().kind() == dev.eresident.core.certificate.EResidency.Kind.YES)
                .ifPresent(document -> out.println("    e-resident: yes"));
        signature.findings().forEach(finding -> print(finding, "    "));
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
