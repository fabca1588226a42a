package dev.eresident.sandbox.xroad;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Identifiers as lists of decoded parts and as paths of encoded parts. */
final class XRoadNames {
    private XRoadNames() {}

    static String encode(List<String> parts) {
        return parts.stream()
                .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }

    static Optional<List<String>> decode(String path) {
        try {
            List<String> parts = Arrays.stream(path.split("/", -1))
                    .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
            return parts.stream().anyMatch(XRoadNames::isBad) ? Optional.empty() : Optional.of(parts);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static boolean isBad(String part) {
        return part.isEmpty() || part.chars().anyMatch(c -> c < 0x20 || "%:;/\\\u200b\ufeff".indexOf(c) >= 0);
    }
}
