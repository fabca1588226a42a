package dev.eresident.auth.mobileid;

import dev.eresident.core.certificate.Certificate;
import java.time.Instant;
import java.util.List;

/** Somebody's phone with the signing certificate on its SIM card, verified. Only verification makes it. Instances are immutable. */
public final class MobileIdAccount {
    private final MobileIdUser user;
    private final List<Certificate> path;
    private final Instant verifiedAt;

    MobileIdAccount(MobileIdUser user, List<Certificate> path, Instant verifiedAt) {
        this.user = user;
        this.path = List.copyOf(path);
        this.verifiedAt = verifiedAt;
    }

    /**
     * Returns who was asked for.
     *
     * @return phone and person
     */
    public MobileIdUser user() {
        return user;
    }

    /**
     * Returns the signing certificate.
     *
     * @return the certificate
     */
    public Certificate certificate() {
        return path.get(0);
    }

    /**
     * Returns the certificate with its issuers.
     *
     * @return the certificate first, the trusted authority last
     */
    public List<Certificate> path() {
        return path;
    }

    /**
     * Returns when it was verified.
     *
     * @return by the clock of the verifier
     */
    public Instant verifiedAt() {
        return verifiedAt;
    }

    /** Shows when, and nothing about the person. */
    @Override
    public String toString() {
        return "MobileIdAccount[verified at " + verifiedAt + "]";
    }
}
