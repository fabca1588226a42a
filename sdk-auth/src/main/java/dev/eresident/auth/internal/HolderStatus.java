package dev.eresident.auth.internal;

import dev.eresident.core.Bytes;
import dev.eresident.core.revocation.OcspStatus;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** Whether a certificate may still be relied on, as a {@link StatusSource} found it; the rooms give a refusal their own code. */
public sealed interface HolderStatus {
    /**
     * Continues with one function per case.
     *
     * @param good gets the answer
     * @param bad gets why not
     * @param <R> what both return
     * @return what the function returned
     */
    <R> R match(Function<? super Good, ? extends R> good, Function<? super Bad, ? extends R> bad);

    /**
     * What was answered.
     *
     * @param response as received
     * @param responder who answered; empty in stored answers that do not tell
     */
    record Answer(Bytes response, Optional<URI> responder) {}

    /**
     * Nothing forbids the certificate.
     *
     * @param answer for the proof; empty when nobody is asked
     */
    record Good(Optional<Answer> answer) implements HolderStatus {
        @Override
        public <R> R match(Function<? super Good, ? extends R> good, Function<? super Bad, ? extends R> bad) {
            return good.apply(this);
        }
    }

    /**
     * The certificate must be refused.
     *
     * @param why for the room's code
     * @param detail more of the same in words; may be empty
     * @param ocsp what the answer said, if there was one that counts
     * @param responder who gave that answer, if known
     */
    record Bad(Why why, String detail, Optional<OcspStatus> ocsp, Optional<URI> responder) implements HolderStatus {
        @Override
        public <R> R match(Function<? super Good, ? extends R> good, Function<? super Bad, ? extends R> bad) {
            return bad.apply(this);
        }

        /**
         * Says it to the operator.
         *
         * @param operatorText of the room's code
         * @return the text, followed by the detail if there is one
         */
        public String text(String operatorText) {
            return detail.isEmpty() ? operatorText : operatorText + ": " + detail;
        }
    }

    /** Why a certificate is refused. */
    enum Why {
        /** It is revoked or suspended. */
        REVOKED,
        /** The responder does not know it. */
        UNKNOWN,
        /** There is no answer from which anything may be concluded. */
        FAILED,
        /** The proof holds no answer. */
        NOT_STORED
    }
}
