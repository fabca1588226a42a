package dev.eresident.payments.register;

import dev.eresident.core.id.RegistryCode;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * Basic data of a company, all of it public.
 *
 * @param code its registry code
 * @param name as registered
 * @param status whether it can act
 * @param legalForm the register's code of its legal form, for example {@code OÜ}
 * @param firstEntry when it was entered into the register, if stated
 * @param address in one line, as normalised by the state, if stated
 */
public record Company(
        RegistryCode code,
        String name,
        CompanyStatus status,
        Optional<String> legalForm,
        Optional<LocalDate> firstEntry,
        Optional<String> address) {
    /** Refuses null. */
    public Company {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(legalForm, "legalForm");
        Objects.requireNonNull(firstEntry, "firstEntry");
        Objects.requireNonNull(address, "address");
    }

    /** Shows code and status; a sole trader's name and address are personal data. */
    @Override
    public String toString() {
        return "Company[" + code + ", " + status + "]";
    }
}
