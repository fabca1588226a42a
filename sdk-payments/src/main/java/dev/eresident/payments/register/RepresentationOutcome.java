package dev.eresident.payments.register;

import dev.eresident.core.TrustException;
import dev.eresident.core.id.RegistryCode;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What the register says about a person's right to represent a company. Only {@link Confirmed} lets the person act; cases may be
 * added, and an unknown one is a refusal.
 */
public sealed interface RepresentationOutcome {
    /**
     * Tells the cases apart in a {@code switch} of Java 17.
     *
     * @return the case
     */
    Kind kind();

    /**
     * Says what to tell the operator, without personal data.
     *
     * @return one sentence
     */
    String text();

    /**
     * Continues with the right, or with the refusal.
     *
     * @param confirmed gets the right
     * @param otherwise gets any other outcome
     * @param <R> what both return
     * @return what the function returned
     */
    default <R> R match(
            Function<? super ConfirmedRepresentation, ? extends R> confirmed,
            Function<? super RepresentationOutcome, ? extends R> otherwise) {
        return this instanceof Confirmed yes ? confirmed.apply(yes.representation()) : otherwise.apply(this);
    }

    /**
     * Returns the right, for callers that prefer an exception.
     *
     * @return the right
     * @throws TrustException with the code {@code REPRESENTATION_} and the name of the case
     */
    default ConfirmedRepresentation orElseThrow() {
        return match(right -> right, other -> {
            throw new TrustException("REPRESENTATION_" + other.kind().name(), other.text());
        });
    }

    /** The cases. */
    enum Kind {
        /** The person may act alone. */
        CONFIRMED,
        /** The person may act only together with others. */
        JOINTLY,
        /** The person may not act. */
        NOT_ENTITLED,
        /** The company cannot act through this person, or at all. */
        COMPANY_NOT_ACTIVE,
        /** There is no such company. */
        COMPANY_UNKNOWN,
        /** A human must read the register. */
        UNCLEAR
    }

    /** Why the answer cannot be judged by a machine. */
    enum Reason {
        /** The company's rules of representation are written as free text. */
        SPECIAL_CONDITIONS,
        /** The person may not act alone, and the register does not say with whom. */
        JOINT_WITHOUT_GROUP,
        /** The person is a procurator, whose authority excludes some acts. */
        PROCURATOR,
        /** The person has a role that this release does not know. */
        ROLE_UNKNOWN,
        /** The company has a status that this release does not know. */
        STATUS_UNKNOWN,
        /** Two parts of the register's answers contradict each other. */
        CONTRADICTION
    }

    /**
     * The person may act alone.
     *
     * @param representation the right
     */
    record Confirmed(ConfirmedRepresentation representation) implements RepresentationOutcome {
        /** Refuses null. */
        public Confirmed {
            Objects.requireNonNull(representation, "representation");
        }

        @Override
        public Kind kind() {
            return Kind.CONFIRMED;
        }

        @Override
        public String text() {
            return "The person may represent company " + representation.company() + " alone";
        }
    }

    /**
     * The person may act only together with all others of one of these groups.
     *
     * @param company asked about
     * @param groups those that the person belongs to, at least one
     * @param conditions what the register adds as free text; may hold personal data
     */
    record Jointly(RegistryCode company, List<JointGroup> groups, List<String> conditions)
            implements RepresentationOutcome {
        /** Copies the lists. */
        public Jointly {
            Objects.requireNonNull(company, "company");
            groups = List.copyOf(groups);
            conditions = List.copyOf(conditions);
        }

        @Override
        public Kind kind() {
            return Kind.JOINTLY;
        }

        @Override
        public String text() {
            return "The person may represent company " + company + " only together with others (possible groups: "
                    + groups.size() + ")";
        }

        /** Shows the company and the groups' numbers and sizes. */
        @Override
        public String toString() {
            return "Jointly[" + company + ", " + groups + "]";
        }
    }

    /**
     * The register names no right of this person for this company.
     *
     * @param company asked about
     */
    record NotEntitled(RegistryCode company) implements RepresentationOutcome {
        /** Refuses null. */
        public NotEntitled {
            Objects.requireNonNull(company, "company");
        }

        @Override
        public Kind kind() {
            return Kind.NOT_ENTITLED;
        }

        @Override
        public String text() {
            return "The register names no right of this person to represent company " + company;
        }
    }

    /**
     * The company was struck off, or its status lets only others than this person represent it.
     *
     * @param company asked about
     * @param status its status
     */
    record CompanyNotActive(RegistryCode company, CompanyStatus status) implements RepresentationOutcome {
        /** Refuses null. */
        public CompanyNotActive {
            Objects.requireNonNull(company, "company");
            Objects.requireNonNull(status, "status");
        }

        @Override
        public Kind kind() {
            return Kind.COMPANY_NOT_ACTIVE;
        }

        @Override
        public String text() {
            return "Company " + company + " cannot act through this person: its status is " + status;
        }
    }

    /**
     * The register does not know the company.
     *
     * @param company asked about
     */
    record CompanyUnknown(RegistryCode company) implements RepresentationOutcome {
        /** Refuses null. */
        public CompanyUnknown {
            Objects.requireNonNull(company, "company");
        }

        @Override
        public Kind kind() {
            return Kind.COMPANY_UNKNOWN;
        }

        @Override
        public String text() {
            return "The register knows no company " + company + "; check the registry code";
        }
    }

    /**
     * A human must read the register before this person acts.
     *
     * @param company asked about
     * @param reason why
     * @param conditions what the register says as free text; may hold personal data
     */
    record Unclear(RegistryCode company, Reason reason, List<String> conditions) implements RepresentationOutcome {
        /** Copies the list. */
        public Unclear {
            Objects.requireNonNull(company, "company");
            Objects.requireNonNull(reason, "reason");
            conditions = List.copyOf(conditions);
        }

        @Override
        public Kind kind() {
            return Kind.UNCLEAR;
        }

        @Override
        public String text() {
            return "A human must judge who represents company " + company + ": " + reason;
        }

        /** Shows the company and the reason. */
        @Override
        public String toString() {
            return "Unclear[" + company + ", " + reason + "]";
        }
    }
}
