package dev.eresident.core.xroad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TransportException;
import dev.eresident.core.TrustException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of errors, each row in both spellings. */
class XRoadFaultsTest {
    private static EResidentException exception(String code, String text) {
        return new XRoadFaults(code, text, Optional.of(World.DETAIL)).exception("X-Road EE/GOV/1/s/x", "id-1");
    }

    @ParameterizedTest
    @CsvSource({
        "server.serverproxy.access_denied, XROAD_ACCESS_DENIED",
        "Server.ServerProxy.AccessDenied, XROAD_ACCESS_DENIED",
        "server.clientproxy.unknown_service, XROAD_SERVICE_UNKNOWN",
        "Server.ServerProxy.UnknownService, XROAD_SERVICE_UNKNOWN",
        "server.serverproxy.unknown_member, XROAD_SERVICE_UNKNOWN",
        "Server.ServerProxy.UnknownMember, XROAD_SERVICE_UNKNOWN",
        "client.unknown_member, XROAD_SERVICE_UNKNOWN",
        "server.serverproxy.service_type, XROAD_SERVICE_UNKNOWN",
        "server.serverproxy.service_disabled, XROAD_SERVICE_UNAVAILABLE",
        "Server.ServerProxy.ServiceDisabled, XROAD_SERVICE_UNAVAILABLE",
        "server.serverproxy.maintenance_mode, XROAD_SERVICE_UNAVAILABLE",
        "client.bad_request, XROAD_REQUEST_REJECTED",
        "Client.BadRequest, XROAD_REQUEST_REJECTED",
        "client.invalid_xml, XROAD_REQUEST_REJECTED",
        "Client.MissingHeaderField, XROAD_REQUEST_REJECTED",
        "client.duplicate_header_field, XROAD_REQUEST_REJECTED",
        "Client.InvalidHttpMethod, XROAD_REQUEST_REJECTED",
        "server.serverproxy.internal_error, XROAD_FAULT",
        "what.nobody.knows, XROAD_FAULT",
        "access_denied, XROAD_ACCESS_DENIED"
    })
    void whenAServiceRefuses_thenServiceException(String raw, String code) {
        EResidentException e = exception(raw, "private text");

        assertThat(e)
                .isInstanceOf(ServiceException.class)
                .extracting(EResidentException::code)
                .isEqualTo(code);
        assertThat(((ServiceException) e).requestId()).contains("id-1");
        assertThat(e.getMessage()).contains("code " + raw, "message id-1", "detail " + World.DETAIL);
    }

    @ParameterizedTest
    @CsvSource({
        "server.clientproxy.invalid_client_identifier, XROAD_CLIENT_UNKNOWN",
        "Server.ClientProxy.InvalidClientIdentifier, XROAD_CLIENT_UNKNOWN",
        "server.clientproxy.unknown_member, XROAD_CLIENT_UNKNOWN",
        "Server.ClientProxy.UnknownMember, XROAD_CLIENT_UNKNOWN",
        "server.clientproxy.ssl_authentication_failed, XROAD_CLIENT_CERTIFICATE_REFUSED",
        "Server.ClientProxy.SslAuthenticationFailed, XROAD_CLIENT_CERTIFICATE_REFUSED"
    })
    void whenTheSetupIsWrong_thenConfigurationException(String raw, String code) {
        assertThat(exception(raw, "Client 'SUBSYSTEM:EE/COM/1/s' not found"))
                .isInstanceOf(ConfigurationException.class)
                .extracting(EResidentException::code)
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "Client specifies HTTPS but did not supply TLS certificate, XROAD_CLIENT_CERTIFICATE_MISSING, showed none",
        "Client made plaintext connection, XROAD_CLIENT_CERTIFICATE_MISSING, only come over TLS",
        "Client's TLS certificate does not match, XROAD_CLIENT_CERTIFICATE_REFUSED, not registered"
    })
    void whenTheClientIsNotLetIn_thenTheTextTellsWhatToDo(String text, String code, String hint) {
        EResidentException e = exception("Server.ClientProxy.SslAuthenticationFailed", text);

        assertThat(e.code()).isEqualTo(code);
        assertThat(e).hasMessageContaining(hint);
    }

    @Test
    void whenACodeHoldsDigits_thenItIsNotRepeated() {
        assertThat(exception("client.38001085718", "").getMessage())
                .contains("code unreadable")
                .doesNotContain("3800");
    }

    @Test
    void whenTheOwnServerDoesNotKnowTheProvider_thenTheServiceIsUnknown() {
        assertThat(exception("server.clientproxy.unknown_member", "Could not find addresses for service provider"))
                .isInstanceOf(ServiceException.class)
                .extracting(EResidentException::code)
                .isEqualTo("XROAD_SERVICE_UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({
        "server.clientproxy.global_conf_outdated, XROAD_SECURITY_SERVER_NOT_READY, true, false",
        "Server.ClientProxy.OutdatedGlobalConf, XROAD_SECURITY_SERVER_NOT_READY, true, false",
        "server.clientproxy.timestamping_failed, XROAD_SECURITY_SERVER_NOT_READY, true, false",
        "server.clientproxy.database_error, XROAD_SECURITY_SERVER_NOT_READY, true, false",
        "signer.token_not_active, XROAD_SECURITY_SERVER_NOT_READY, true, false",
        "server.clientproxy.cannot_sign, XROAD_SECURITY_SERVER_NOT_READY, true, false",
        "server.clientproxy.logging_failed, XROAD_SECURITY_SERVER_NOT_READY, false, true",
        "Server.ServerProxy.LoggingFailed, XROAD_SECURITY_SERVER_NOT_READY, false, true",
        "server.serverproxy.database_error, XROAD_SECURITY_SERVER_NOT_READY, false, true",
        "server.clientproxy.network_error, XROAD_NETWORK_FAILED, true, true",
        "Server.ClientProxy.IOError, XROAD_NETWORK_FAILED, true, true",
        "server.clientproxy.unknown_host, XROAD_NETWORK_FAILED, true, true",
        "server.serverproxy.service_failed.unknown_host, XROAD_PROVIDER_FAILED, true, true",
        "Server.ServerProxy.ServiceFailed.NetworkError, XROAD_PROVIDER_FAILED, true, true",
        "server.serverproxy.service_failed.http_error, XROAD_PROVIDER_FAILED, false, true",
        "Server.ServerProxy.ServiceFailed.MissingBody, XROAD_PROVIDER_FAILED, false, true",
        "Server.ServerProxy.IOError, XROAD_PROVIDER_FAILED, true, true"
    })
    void whenTheMessageWasLost_thenTransportExceptionSaysWhetherItMayHaveArrived(
            String raw, String code, boolean retryable, boolean unknown) {
        TransportException e = (TransportException) exception(raw, "Read timed out");

        assertThat(e.code()).isEqualTo(code);
        assertThat(e.retryable()).isEqualTo(retryable);
        assertThat(e.outcomeUnknown()).isEqualTo(unknown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.clientproxy.service_failed.inconsistent_response",
                "Server.ClientProxy.ServiceFailed.InconsistentResponse",
                "server.clientproxy.invalid_signature_value",
                "Server.ServerProxy.CertValidation"
            })
    void whenSignatureOrCertificateFailed_thenTrustExceptionBeforeProviderFailure(String raw) {
        assertThat(exception(raw, "x"))
                .isInstanceOf(TrustException.class)
                .extracting(EResidentException::code)
                .isEqualTo("XROAD_ANSWER_UNTRUSTED");
    }

    @Test
    void whenTheMessageWasTooLarge_thenTheHintSaysSo() {
        assertThat(exception("Server.ClientProxy.IOError", "LoggingFailed: Message size exceeds maximum loggable size"))
                .hasMessageContaining("larger than the security server can log");
    }

    @Test
    void whenTheServiceIsDisabled_thenTheNoticeIsShownWithoutControlCharacters() {
        assertThat(exception("server.serverproxy.service_disabled", "Back on\n Monday\u202e"))
                .hasMessageContaining("(notice: Back on? Monday?)");
    }

    @Test
    void whenAnyOtherFaultHasAText_thenItIsNotRepeated() {
        assertThat(exception("server.serverproxy.access_denied", "SECRET").getMessage())
                .doesNotContain("SECRET");
    }

    @Test
    void whenTheCodeIsNoCode_thenItIsNotRepeated() {
        assertThat(exception("<b>38001085718 x</b>", "").getMessage())
                .contains("code unreadable")
                .doesNotContain("3800");
    }

    @ParameterizedTest
    @CsvSource({
        "client.bad_request, true",
        "Client.BadRequest, true",
        "Server.ClientProxy, true",
        "server.serverproxy.x, true",
        "signer, true",
        "Signer.TokenNotFound, true",
        "Client, false",
        "Server, false",
        "SOAP-ENV:Server, false",
        "soapenv:Client.x, false",
        "server.clientproxyx, false",
        "server.other, false",
        "'', false"
    })
    void whenAFaultComes_thenItsCodeTellsWhetherXRoadOrTheProviderFailed(String raw, boolean xroad) {
        assertThat(XRoadFaults.isXRoad(raw)).isEqualTo(xroad);
    }
}
