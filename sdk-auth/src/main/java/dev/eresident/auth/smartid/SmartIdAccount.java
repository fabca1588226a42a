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
    private final Optional<FlowType> flow;
    private final Instant verifiedAt;

    SmartIdAccount(String document, List<Certificate> path, Optional<FlowType> flow, Instant verifiedAt) {
        this.document = document;
        this.path = List.copyOf(path);
        this.flow = flow;
        this.verifiedAt = verifiedAt;
    }

    /** The choice was made on the device of the browser, to which the person comes back. */
    boolean onSameDevice() {
        return flow.filter(FlowType::sameDevice).isPresent();
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
