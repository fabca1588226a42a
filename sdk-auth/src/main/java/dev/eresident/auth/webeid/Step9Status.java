package dev.eresident.auth.webeid;

import dev.eresident.auth.internal.HolderStatus;
import dev.eresident.auth.internal.HolderStatus.Answer;
import dev.eresident.auth.internal.StatusSource;
import dev.eresident.auth.webeid.WebEidOutcome.Rejected;
import dev.eresident.core.certificate.Certificate;
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
 *
 * @param source whom it asks, if anybody
 */
record Step9Status(StatusSource source) {
    /** Whose status, and who issued it. */
    private record Question(Certificate subject, Certificate issuer) {}

    /** Asks about the first certificate of the first path, and about the authorities of all paths that are no anchors. */
    Step<List<Answer>> check(List<List<Certificate>> paths) {
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

    private Step<Optional<Answer>> check(Question question, int number) {
        return source.check(question.subject(), question.issuer(), number)
                .match(good -> Step.passed(good.answer()), bad -> new Step.Refused<>(rejected(bad)));
    }

    private static Rejected rejected(HolderStatus.Bad bad) {
        WebEidRefusal code = switch (bad.why()) {
            case REVOKED -> WebEidRefusal.CERTIFICATE_REVOKED;
            case UNKNOWN -> WebEidRefusal.CERTIFICATE_STATUS_UNKNOWN;
            case FAILED -> WebEidRefusal.OCSP_FAILED;
            case NOT_STORED -> WebEidRefusal.PROOF_INCOMPLETE;
        };
        String by = bad.responder().map(uri -> "; answered by " + uri).orElse("");
        return new Rejected(code, bad.text(code.operatorText()) + by, bad.ocsp());
    }
}
