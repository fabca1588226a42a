package dev.eresident.sandbox.xroad;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the security server spells its error codes. */
public enum ErrorSpelling {
    /** Since version 7.8.0: {@code server.serverproxy.service_failed.unknown_host}. */
    LOWER_CASE,
    /** Before: {@code Server.ServerProxy.ServiceFailed.UnknownHost}. */
    CAMEL_CASE;

    String spell(String code) {
        return this == LOWER_CASE
                ? code
                : Arrays.stream(code.split("\\.")).map(ErrorSpelling::camel).collect(Collectors.joining("."));
    }

    private static String camel(String segment) {
        return switch (segment) {
            case "clientproxy" -> "ClientProxy";
            case "serverproxy" -> "ServerProxy";
            case "io_error" -> "IOError";
            case "global_conf_outdated" -> "OutdatedGlobalConf";
            case "invalid_soap_action" -> "InvalidSoapAction";
            default ->
                Arrays.stream(segment.split("_"))
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
        };
    }
}
