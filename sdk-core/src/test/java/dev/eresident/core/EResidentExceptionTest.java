package dev.eresident.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EResidentExceptionTest {
    @Test
    void whenAFailureIsLogged_thenItsCodeIsSeen() {
        assertThat(new ProtocolException("IBAN_LENGTH", "An IBAN of this country has 20 characters"))
                .hasToString(
                        "dev.eresident.core.ProtocolException: IBAN_LENGTH: An IBAN of this country has 20 characters");
    }
}
