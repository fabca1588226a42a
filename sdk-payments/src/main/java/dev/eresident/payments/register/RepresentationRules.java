package dev.eresident.payments.register;

import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.payments.register.RegisterAnswer.Group;
import dev.eresident.payments.register.RegisterAnswer.Rights;
import dev.eresident.payments.register.RegisterAnswer.Row;
import dev.eresident.payments.register.RepresentationOutcome.CompanyNotActive;
import dev.eresident.payments.register.RepresentationOutcome.Confirmed;
import dev.eresident.payments.register.RepresentationOutcome.Jointly;
import dev.eresident.payments.register.RepresentationOutcome.NotEntitled;
import dev.eresident.payments.register.RepresentationOutcome.Reason;
import dev.eresident.payments.register.RepresentationOutcome.Unclear;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides whether one person may bind the company (rules of {@code esindus_v2}; that a group means "all of them together" is read from its structure). What
 * the register leaves to free text is never guessed.
 */
record RepresentationRules(RegistryCode company, Rights rights, SemanticsIdentifier person) {
    private static final String PROCURATOR = "PROK";
    private static final String ADMINISTRATOR = "VALIT";
    private static final String BOARD_MEMBER = "JUHL";
    private static final Set<String> LIQUIDATORS = Set.of("LIKV", "LIKVJ", "AJPH");
    private static final Set<String> TRUSTEES = Set.of("PANKR", "JPNKR");
    private static final Set<String> ORDINARY = Set.of(
            "ASES", "ERIH", "ESIS", "ESIS2", "ETTEV", "FIE", "EUSOS", "EUSOS2", "HNKL", "JUHA", "JUHE", "JUHJ", "JUHL",
            "MORAH", "TOSAN", "VALIT", "VFILJ");

    /**
     * Decides.
     *
     * @param confirm makes the proof type for the role that gives the right
     */
    RepresentationOutcome decide(Function<String, ConfirmedRepresentation> confirm) {
        return switch (rights.status()) {
            case STRUCK_OFF -> new CompanyNotActive(company, rights.status());
            case UNKNOWN -> unclear(Reason.STATUS_UNKNOWN);
            case ENTERED -> contradictory() ? unclear(Reason.CONTRADICTION) : among(mine(), confirm);
            case IN_LIQUIDATION -> ofInactive(LIQUIDATORS, confirm);
            case BANKRUPT -> ofInactive(TRUSTEES, confirm);
        };
    }

    /** A company in order has no liquidator and no trustee in bankruptcy, and an administrator takes the place of a board. */
    private boolean contradictory() {
        Set<String> roles = rights.rows().stream().map(Row::role).collect(Collectors.toSet());
        boolean wound = roles.stream().anyMatch(role -> LIQUIDATORS.contains(role) || TRUSTEES.contains(role));
        return wound || (roles.contains(ADMINISTRATOR) && roles.contains(BOARD_MEMBER));
    }

    private RepresentationOutcome ofInactive(Set<String> roles, Function<String, ConfirmedRepresentation> confirm) {
        List<Row> able = mine().stream()
                .filter(row -> roles.contains(row.role())
                        || (row.role().equals(PROCURATOR) && rights.status() == CompanyStatus.IN_LIQUIDATION))
                .toList();
        return able.isEmpty() ? new CompanyNotActive(company, rights.status()) : among(able, confirm);
    }

    private RepresentationOutcome among(List<Row> rows, Function<String, ConfirmedRepresentation> confirm) {
        if (rows.isEmpty()) {
            return groups().isEmpty() ? new NotEntitled(company) : unclear(Reason.CONTRADICTION);
        }
        List<Row> statutory =
                rows.stream().filter(row -> !row.role().equals(PROCURATOR)).toList();
        if (statutory.isEmpty()) {
            return unclear(Reason.PROCURATOR);
        }
        List<Row> known = statutory.stream().filter(row -> isKnown(row.role())).toList();
        if (known.isEmpty()) {
            return unclear(Reason.ROLE_UNKNOWN);
        }
        Optional<Row> alone = known.stream().filter(Row::alone).findFirst();
        if (alone.isPresent()) {
            String role = alone.get().role();
            if (known.stream().anyMatch(row -> row.role().equals(role) && !row.alone())) {
                return unclear(Reason.CONTRADICTION);
            }
            return rights.conditions().isEmpty()
                    ? new Confirmed(confirm.apply(role))
                    : unclear(Reason.SPECIAL_CONDITIONS);
        }
        return together();
    }

    private RepresentationOutcome together() {
        if (rights.groups().isEmpty()) {
            return unclear(rights.conditions().isEmpty() ? Reason.JOINT_WITHOUT_GROUP : Reason.SPECIAL_CONDITIONS);
        }
        List<JointGroup> mine = groups();
        if (mine.isEmpty()) {
            return unclear(Reason.JOINT_WITHOUT_GROUP);
        }
        boolean alone = mine.stream().anyMatch(group -> group.others().isEmpty());
        return alone ? unclear(Reason.CONTRADICTION) : new Jointly(company, mine, rights.conditions());
    }

    private List<JointGroup> groups() {
        return rights.groups().stream()
                .filter(group -> group.people().stream().anyMatch(this::isPerson))
                .map(this::others)
                .toList();
    }

    private JointGroup others(Group group) {
        return new JointGroup(
                group.number(),
                group.people().stream().filter(someone -> !isPerson(someone)).toList());
    }

    private List<Row> mine() {
        return rights.rows().stream().filter(row -> isPerson(row.person())).toList();
    }

    private static boolean isKnown(String role) {
        return ORDINARY.contains(role) || LIQUIDATORS.contains(role) || TRUSTEES.contains(role);
    }

    private Unclear unclear(Reason reason) {
        return new Unclear(company, reason, rights.conditions());
    }

    /** By code and the country that gave it, never by name. */
    private boolean isPerson(Representative someone) {
        return person.scheme().equals("PNO")
                && someone.code().equals(Optional.of(person.identifier()))
                && someone.country().equals(threeLetters(person.country()));
    }

    private static Optional<String> threeLetters(String country) {
        try {
            return Optional.of(new Locale("", country).getISO3Country()).filter(code -> !code.isEmpty());
        } catch (MissingResourceException e) {
            return Optional.empty();
        }
    }

    /** Shows the company only. */
    @Override
    public String toString() {
        return "RepresentationRules[" + company + "]";
    }
}
