package dev.eresident.payments.evidence;

import java.util.List;
import java.util.Locale;

/** What an evidence file proves, one verification each, in the order in which they are run again. */
public enum VerificationKind {
    /** Every file is the one that the manifest names, and the manifest is the one of its digest. Rests on all files. */
    INTEGRITY,
    /** The trusted lists and certificates in the file can be used, and each list is signed by its stated signer. */
    TRUST,
    /** A person logged in. */
    LOGIN,
    /** A contract was validly signed. */
    CONTRACT,
    /** The business register named this person as one who may act alone for the company. */
    REPRESENTATION,
    /** The person authorised exactly one order, or an exemption was claimed for it. */
    AUTHORISATION,
    /** The gateway executed exactly that order. */
    GATEWAY;

    /** The folder of this verification's own files, with a slash at the end. */
    String folder() {
        return name().toLowerCase(Locale.ROOT) + "/";
    }

    /** The verifications whose files this one needs too. */
    private List<VerificationKind> needs() {
        return switch (this) {
            case INTEGRITY, TRUST -> List.of();
            case LOGIN, CONTRACT -> List.of(TRUST);
            case REPRESENTATION -> List.of(LOGIN, TRUST);
            case AUTHORISATION -> List.of(TRUST, LOGIN, REPRESENTATION);
            case GATEWAY -> List.of(TRUST, LOGIN, REPRESENTATION, AUTHORISATION);
        };
    }

    /** Tells whether this verification rests on a file. */
    boolean restsOn(String file) {
        return this == INTEGRITY
                || file.startsWith(folder())
                || needs().stream().anyMatch(other -> file.startsWith(other.folder()));
    }
}
