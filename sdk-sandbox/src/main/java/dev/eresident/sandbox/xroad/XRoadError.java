package dev.eresident.sandbox.xroad;

/** Errors of X-Road that the security server gives on command, one for each documented kind and more where they differ. */
public enum XRoadError {
    /** The subsystem is not registered on this security server. */
    CLIENT_NOT_FOUND("server.clientproxy.unknown_member", "Client 'SUBSYSTEM' not found"),
    /** The request names no client. */
    INVALID_CLIENT_IDENTIFIER(
            "server.clientproxy.invalid_client_identifier", "Client identifier is missing or malformed"),
    /** The request cannot be read. */
    BAD_REQUEST("client.bad_request", "Malformed request"),
    /** A field of the header is missing. */
    MISSING_HEADER_FIELD("client.missing_header_field", "Required field 'client' is missing"),
    /** A field of the header stands twice. */
    DUPLICATE_HEADER_FIELD("client.duplicate_header_field", "SOAP header contains duplicate field 'id'"),
    /** The provider gave no access. */
    ACCESS_DENIED("server.serverproxy.access_denied", "Request is not allowed: SERVICE"),
    /** The member that provides the service is unknown. */
    UNKNOWN_PROVIDER("server.clientproxy.unknown_member", "Could not find addresses for service provider"),
    /** The service is unknown. */
    UNKNOWN_SERVICE("server.serverproxy.unknown_service", "Unknown service: SERVICE"),
    /** SOAP was used for a REST service or the other way round. */
    SERVICE_TYPE("server.serverproxy.service_type", "Service is of another type"),
    /** The service is switched off; the text is the administrator's notice. */
    SERVICE_DISABLED("server.serverproxy.service_disabled", "Service is disabled: back on Monday"),
    /** The security server is being maintained. */
    MAINTENANCE_MODE("server.clientproxy.maintenance_mode", "Maintenance until 22:00"),
    /** The client showed no TLS certificate. */
    SSL_AUTHENTICATION_FAILED(
            "server.clientproxy.ssl_authentication_failed",
            "Client specifies HTTPS but did not supply TLS certificate"),
    /** The TLS certificate of the client is not a registered one. */
    CLIENT_CERTIFICATE_UNKNOWN(
            "server.clientproxy.ssl_authentication_failed",
            "Client's TLS certificate is not among the registered ones"),
    /** The global configuration is too old; the request was not sent. */
    GLOBAL_CONF_OUTDATED("server.clientproxy.global_conf_outdated", "Global configuration is out of date"),
    /** No time-stamp could be got; the request was not sent. */
    TIMESTAMPING_FAILED("server.clientproxy.timestamping_failed", "Cannot time-stamp messages"),
    /** The message could not be logged. */
    LOGGING_FAILED("server.clientproxy.logging_failed", "Message log is not available"),
    /** The message is too large for the log; the kind stands in the text only. */
    IO_ERROR_TOO_LARGE("server.clientproxy.io_error", "LoggingFailed: Message size exceeds maximum loggable size"),
    /** The token of the signing key is not active; the request was not sent. */
    TOKEN_NOT_ACTIVE("signer.token_not_active", "Token is not active"),
    /** The signer could not sign; the request was not sent. */
    CANNOT_SIGN("signer.cannot_sign", "Could not sign the message"),
    /** A database is not available. */
    DATABASE_ERROR("server.clientproxy.database_error", "Error accessing database"),
    /** The host of the provider is unknown. */
    PROVIDER_UNKNOWN_HOST(
            "server.serverproxy.service_failed.unknown_host", "provider.example: Name or service not known"),
    /** The provider cannot be reached. */
    PROVIDER_NETWORK_ERROR("server.serverproxy.service_failed.network_error", "Connection refused"),
    /** The provider did not answer in time; the outcome is unknown. */
    PROVIDER_TIMEOUT("server.serverproxy.io_error", "Read timed out"),
    /** The provider answered with an HTTP error. */
    PROVIDER_HTTP_ERROR("server.serverproxy.service_failed.http_error", "Server responded with error 502: Bad Gateway"),
    /** The provider answered with another content type. */
    PROVIDER_INVALID_CONTENT_TYPE(
            "server.serverproxy.service_failed.invalid_content_type", "Received response with invalid content type"),
    /** The provider answered without SOAP body. */
    PROVIDER_MISSING_BODY("server.serverproxy.service_failed.missing_body", "Malformed SOAP message: body missing"),
    /** The security servers cannot reach one another; the outcome is unknown. */
    NETWORK_ERROR("server.clientproxy.network_error", "Could not connect to any target host"),
    /** The answer does not belong to the request: an alarm. */
    INCONSISTENT_RESPONSE(
            "server.clientproxy.service_failed.inconsistent_response", "Response from server proxy is not consistent"),
    /** The signature of the answer is wrong: an alarm. */
    INVALID_SIGNATURE_VALUE("server.clientproxy.invalid_signature_value", "Signature is not valid"),
    /** The signing certificate of the answer cannot be trusted: an alarm. */
    CERT_VALIDATION("server.clientproxy.cert_validation", "OCSP response is too old"),
    /** A code that nobody documents. */
    UNDOCUMENTED("server.clientproxy.something_new", "Something new happened");

    private final String code;
    private final String text;

    XRoadError(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /**
     * The code in the spelling since version 7.8.0.
     *
     * @return lower case with underscores, for example {@code server.serverproxy.access_denied}
     */
    public String code() {
        return code;
    }

    /**
     * The text for people.
     *
     * @return made up after the real texts
     */
    public String text() {
        return text;
    }
}
