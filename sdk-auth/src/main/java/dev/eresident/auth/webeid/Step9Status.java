package dev.eresident.auth.webeid;

import dev.eresident.auth.webeid.WebEidOutcome.Rejected;
import dev.eresident.core.Bytes;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.revocation.OcspReport;
import dev.eresident.core.revocation.OcspStatus;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Step 9, done last: the certificate was not revoked, nor an authority above it that is no anchor (Web eID §5; §4, 11).
 *
 * <p>The only step that touches the network. It comes after the signature, so that nobody without a valid card can make this
 * server call others. An authority that names no responder cannot be checked and is refused: list it as an anchor.
 */
sealed interface Step9Status permits Step9Status.Asked, Step9Status.NotAsked, StoredStatus {
    /** Whose status, and who issued it. */
    record Question(Certificate subject, Certificate issuer) {}

    /**
     * What was answered.
     *
     * @param response as received
     * @param responder who answered; empty in proofs of earlier releases
     */
    record Answer(Bytes response, Optional<URI> responder) {}

    /**
     * Gives the answer for the proof, empty when nobody is asked.
     *
     * @param question what is asked
     * @param number of the question within one verification, from 0
     */
    Step<Optional<Answer>> check(Question question, int number);

    /** Asks about the first certificate of the first path, and about the authorities of all paths that are no anchors. */
    default Step<List<Answer>> check(List<List<Certificate>> paths) {
        Set<Question> questions = new LinkedHashSet<>();
        questions.add(new Question(paths.get(0).get(0), paths.get(0).get(1)));
        for (List<Certificate> path : paths) {
            for (int i = 1; i + 1 < path.size(); i++) {
                questions.add(new Question(path.get(i), path.get(i + 1)));
            }
        }
        List<Answer> answers = new ArrayList<>();
        int number = 0;
        for (Question question : questions) {
            Step<Optional<Answer>> step = check(question, number);
            if (!(step instanceof Step.Passed<Optional<Answer>> passed)) {
                Rejected why = ((Step.Refused<Optional<Answer>>) step).why();
                return new Step.Refused<>(number == 0 ? why : ofAuthority(why));
            }
            passed.value().ifPresent(answers::add);
            number++;
        }
        return Step.passed(List.copyOf(answers));
    }

    private static Rejected ofAuthority(Rejected why) {
        WebEidRefusal code =
                why.code() == WebEidRefusal.CERTIFICATE_REVOKED ? WebEidRefusal.CERTIFICATE_NOT_TRUSTED : why.code();
        return new Rejected(code, "An authority above the certificate: " + why.text(), why.ocsp());
    }

    /** Asks the responder now. */
    record Asked(OcspClient client) implements Step9Status {
        @Override
        public Step<Optional<Answer>> check(Question question, int number) {
            if (!client.hasAddress(question.subject(), question.issuer())) {
                return Step.refused(
                        WebEidRefusal.OCSP_FAILED, "neither the certificate nor the client names a responder");
            }
            OcspReport report = client.report(question.subject(), question.issuer());
            return judge(report.status(), Optional.of(report.answeredBy()));
        }
    }

    /** The caller chose not to ask. */
    record NotAsked() implements Step9Status {
        @Override
        public Step<Optional<Answer>> check(Question question, int number) {
            return Step.passed(Optional.empty());
        }
    }

    static Step<Optional<Answer>> judge(OcspStatus status, Optional<URI> responder) {
        if (status instanceof OcspStatus.Good good) {
            return Step.passed(Optional.of(new Answer(good.response(), responder)));
        }
        WebEidRefusal code = WebEidRefusal.OCSP_FAILED;
        String detail = "";
        if (status instanceof OcspStatus.Revoked revoked) {
            code = WebEidRefusal.CERTIFICATE_REVOKED;
            detail = revoked.suspended() ? ": suspended" : ": revoked, CRLReason " + revoked.reason();
        } else if (status instanceof OcspStatus.Unknown) {
            code = WebEidRefusal.CERTIFICATE_STATUS_UNKNOWN;
        } else if (status instanceof OcspStatus.Unacceptable unacceptable) {
            detail = ": " + unacceptable.problem().name();
        }
        String by = responder.map(uri -> "; answered by " + uri).orElse("");
        return new Step.Refused<>(new Rejected(code, code.operatorText() + detail + by, Optional.of(status)));
    }
}
