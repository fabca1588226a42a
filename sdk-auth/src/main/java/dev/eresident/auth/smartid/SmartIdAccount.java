package dev.eresident.auth.smartid;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.id.DocumentNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An account with its signing certificate, verified. Only verification makes it. Instances are immutable. */
public final class SmartIdAccount {
    private final String document;
    private final List<Certificate> path;
    private final Optional<String> choiceByCode;
    private final Instant verifiedAt;

    SmartIdAccount(String document, List<Certificate> path, Optional<String> choiceByCode, Instant verifiedAt) {
        this.document = document;
        this.path = List.copyOf(path);
        this.choiceByCode = choiceByCode;
        this.verifiedAt = verifiedAt;
    }

    /** It was chosen by the QR code of this choice, after which nobody comes back. */
    boolean isChosenByCodeOf(SmartIdSession choice) {
        return choiceByCode.equals(Optional.of(choice.id()));
    }

    /**
     * Returns the account's number, for later requests.
     *
     * @return the number
     */
    public DocumentNumber document() {
        return DocumentNumber.parse(document);
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
        return "SmartIdAccount[verified at " + verifiedAt + "]";
    }
}
