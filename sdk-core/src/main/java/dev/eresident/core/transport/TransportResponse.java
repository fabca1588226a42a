package dev.eresident.core.transport;

import dev.eresident.core.Bytes;
import java.util.Map;

/** One HTTP answer; header names in lower case. */
public record TransportResponse(int status, Map<String, String> headers, Bytes body) {}
