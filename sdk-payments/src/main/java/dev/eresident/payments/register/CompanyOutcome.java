package dev.eresident.payments.register;

import dev.eresident.core.ServiceException;
import dev.eresident.core.id.RegistryCode;
import java.util.Objects;
import java.util.function.Function;

/** What the register knows of a company. */
public sealed interface CompanyOutcome {
    /**
     * Tells the cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /**
     * Returns the code that was asked for.
     *
     * @return the registry code
     */
    RegistryCode code();

    /**
     * Continues with one function per case.
     *
     * @param found gets a company that exists
     * @param struckOff gets a company that was struck off
     * @param notFound gets the code that the register does not know
     * @param <R> what all return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super Found, ? extends R> found,
            Function<? super StruckOff, ? extends R> struckOff,
            Function<? super NotFound, ? extends R> notFound) {
        if (this instanceof Found yes) {
            return found.apply(yes);
        }
        return this instanceof StruckOff gone ? struckOff.apply(gone) : notFound.apply((NotFound) this);
    }

    /**
     * Returns the company, for callers that prefer an exception.
     *
     * @return a company that exists; it may be in liquidation or bankrupt: see {@link Company#status()}
     * @throws ServiceException {@code COMPANY_STRUCK_OFF} or {@code COMPANY_UNKNOWN}
     */
    default Company orElseThrow() {
        return match(
                Found::company,
                gone -> {
                    throw new ServiceException(
                            "COMPANY_STRUCK_OFF",
                            "business register",
                            "Company " + gone.code() + " was struck off the register; it cannot act any more",
                            null);
                },
                none -> {
                    throw new ServiceException(
                            "COMPANY_UNKNOWN",
                            "business register",
                            "The register knows no company " + none.code() + "; check the registry code",
                            null);
                });
    }

    /** The cases. */
    enum Kind {
        /** It exists. */
        FOUND,
        /** It existed. */
        STRUCK_OFF,
        /** The register does not know the code. */
        NOT_FOUND
    }

    /**
     * The company exists; its status tells whether it is in liquidation, bankrupt, or of a status that this release does not know.
     *
     * @param company its data
     */
    record Found(Company company) implements CompanyOutcome {
        /** Refuses null. */
        public Found {
            Objects.requireNonNull(company, "company");
        }

        @Override
        public Kind kind() {
            return Kind.FOUND;
        }

        @Override
        public RegistryCode code() {
            return company.code();
        }
    }

    /**
     * The company was struck off.
     *
     * @param company its last data
     */
    record StruckOff(Company company) implements CompanyOutcome {
        /** Refuses null. */
        public StruckOff {
            Objects.requireNonNull(company, "company");
        }

        @Override
        public Kind kind() {
            return Kind.STRUCK_OFF;
        }

        @Override
        public RegistryCode code() {
            return company.code();
        }
    }

    /**
     * The register does not know the code.
     *
     * @param code what was asked for
     */
    record NotFound(RegistryCode code) implements CompanyOutcome {
        /** Refuses null. */
        public NotFound {
            Objects.requireNonNull(code, "code");
        }

        @Override
        public Kind kind() {
            return Kind.NOT_FOUND;
        }
    }
}
