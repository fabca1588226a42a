package dev.eresident.auth.mobileid;

import dev.eresident.auth.Outcome;
import dev.eresident.auth.internal.Holder;

/** Step 4: the certificate is of the person that was asked for (reference §8), whose country counts too; older ones write the bare code. */
record Step4Identity(String subject) {
    Outcome<Trusted, MobileIdRefusal> check(Trusted trusted) {
        Holder holder = Holder.of(trusted.certificate().subject()).orElse(null);
        if (holder == null) {
            return Outcome.refused(MobileIdRefusal.HOLDER_NOT_A_PERSON);
        }
        return holder.identifier().text().equals(subject)
                ? Outcome.succeeded(trusted)
                : Outcome.refused(MobileIdRefusal.IDENTITY_MISMATCH);
    }
}
