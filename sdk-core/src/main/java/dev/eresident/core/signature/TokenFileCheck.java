package dev.eresident.core.signature;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.signature.validation.EmbeddedTimestamp;
import dev.eresident.core.signature.validation.Judgement;
import dev.eresident.core.signature.validation.SignatureOutcome;
import dev.eresident.core.timestamp.TimestampToken;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Judges a file that is a time-stamp token and nothing else: what it stamps is not there, so it proves nothing, but its own soundness is told. */
final class TokenFileCheck {
    private static final int MAX_TOKEN = 256 * 1024;

    private final Judges judges;

    TokenFileCheck(Judges judges) {
        this.judges = judges;
    }

    CheckReport check(String name, ByteSource source, Instant at) throws IOException {
        if (source.size() > MAX_TOKEN) {
            return report(name, Verdict.UNREADABLE, at, List.of(), Finding.error(FindingCode.TOO_LARGE, ""));
        }
        Bytes der = Bytes.of(source.head(MAX_TOKEN));
        byte[] imprint;
        try {
            imprint = TimestampToken.parse(der.toByteArray()).imprint().toByteArray();
        } catch (ProtocolException e) {
            return report(name, Verdict.UNREADABLE, at, List.of(), Finding.error(FindingCode.TIMESTAMP_INVALID, ""));
        }
        Judgement judgement = new Judgement(name);
        judgement.fail(FindingCode.SIGNED_DATA_NOT_FOUND, "A time-stamp token does not hold what it stamps.");
        SignatureOutcome outcome = judges.tokens()
                .validate(name, new EmbeddedTimestamp(der, digest -> imprint), at, at, List.of(), judgement);
        CheckedSignature token = CheckedSignature.ofToken(name, outcome, judges.trust());
        return report(name, token.verdict(), at, List.of(token));
    }

    private static CheckReport report(
            String name, Verdict verdict, Instant at, List<CheckedSignature> tokens, Finding... findings) {
        return new CheckReport(name, DocumentFormat.TST, verdict, at, List.of(), tokens, List.of(findings));
    }
}
