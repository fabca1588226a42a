package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.certificate.Subject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignerNamesTest {
    private static Subject subject(
            @Nullable String common,
            @Nullable String given,
            @Nullable String surname,
            @Nullable String serial,
            @Nullable String organization,
            @Nullable String organizationIdentifier) {
        return new Subject(
                Optional.ofNullable(common),
                Optional.ofNullable(given),
                Optional.ofNullable(surname),
                Optional.ofNullable(serial),
                Optional.of("EE"),
                Optional.ofNullable(organization),
                Optional.empty(),
                Optional.ofNullable(organizationIdentifier));
    }

    @ParameterizedTest
    @CsvSource({
        "'DOE,MARY,1', MARY, DOE, Company, MARY DOE",
        "'DOE,MARY,1', MARY, , Company, 'DOE,MARY,1'",
        "'DOE,MARY,1', , DOE, Company, 'DOE,MARY,1'",
        "Seal of Company, , , Company, Seal of Company",
        ", , , Company, Company",
        ", , , , "
    })
    void whenAttributesAreMissing_thenTheNextOneIsTheName(
            @Nullable String common,
            @Nullable String given,
            @Nullable String surname,
            @Nullable String organization,
            @Nullable String name) {
        assertThat(SignerNames.name(subject(common, given, surname, null, organization, null)))
                .isEqualTo(Optional.ofNullable(name));
    }

    @ParameterizedTest
    @CsvSource({
        "PNOEE-38001085718, , PNOEE-38001085718",
        "PNOEE-38001085718, NTREE-10747013, PNOEE-38001085718",
        "38001085718, NTREE-10747013, PNOEE-38001085718",
        "10747013, NTREE-10747013, NTREE-10747013",
        ", NTREE-10747013, NTREE-10747013",
        "10747013, , ",
        ", , "
    })
    void whenAPersonAndAnOrganisationAreNamed_thenThePersonComesFirst(
            @Nullable String serial, @Nullable String organizationIdentifier, @Nullable String id) {
        assertThat(SignerNames.identifiers(subject(null, null, null, serial, null, organizationIdentifier)).stream()
                        .findFirst()
                        .map(found -> found.text()))
                .isEqualTo(Optional.ofNullable(id));
    }

    @Test
    void whenACodeWithoutPrefixIsNotEstonian_thenItIsNoIdentifier() {
        Subject foreign = new Subject(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("38001085718"),
                Optional.of("LT"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(SignerNames.identifiers(foreign)).isEmpty();
    }
}
