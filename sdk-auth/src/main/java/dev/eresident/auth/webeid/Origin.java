package dev.eresident.auth.webeid;

import dev.eresident.core.ConfigurationException;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin of a page as a browser writes it (RFC 6454 §6.2; Web eID §1.5): {@code https://host[:port]}, lower case, without the
 * default port, international names in Punycode. What can never equal a browser's origin is refused when the service is built.
 */
final class Origin {
    private static final Pattern SHAPE = Pattern.compile("(?i)https://([^/?#@:\\[\\]\\s]+)(?::([0-9]{1,5}))?");
    private static final Pattern HOST =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    /** Browsers keep these four, the JDK's older rules fold them away: nobody may guess. */
    private static final Pattern DEVIATIONS = Pattern.compile("[\\u00DF\\u03C2\\u200C\\u200D]");

    private static final int LONGEST_HOST = 253;
    private static final int DEFAULT_PORT = 443;
    private static final int HIGHEST_PORT = 65_535;

    private Origin() {}

    static String normalise(String text) {
        if (text.isBlank()) {
            throw new ConfigurationException(
                    "ORIGIN_MISSING", "Set the origin of the login page, for example https://bank.example");
        }
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw invalid("it must be https://host or https://host:port, without user, path, query or closing slash");
        }
        return "https://" + host(shape.group(1)) + port(shape.group(2));
    }

    private static String host(String text) {
        if (DEVIATIONS.matcher(text).find()) {
            throw invalid("its host has a letter that is encoded in two ways; write the host in Punycode");
        }
        String host;
        try {
            host = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw invalid("its host is not a host name");
        }
        if (host.length() > LONGEST_HOST || !HOST.matcher(host).matches()) {
            throw invalid("its host is not a host name");
        }
        return host;
    }

    private static String port(String digits) {
        if (digits == null) {
            return "";
        }
        int port = Integer.parseInt(digits);
        if (port == 0 || port > HIGHEST_PORT) {
            throw invalid("its port is not between 1 and 65535");
        }
        return port == DEFAULT_PORT ? "" : ":" + port;
    }

    private static ConfigurationException invalid(String why) {
        return new ConfigurationException(
                "ORIGIN_INVALID",
                "The origin cannot equal the origin of any page: " + why
                        + ". Copy it from location.origin in the browser");
    }
}
