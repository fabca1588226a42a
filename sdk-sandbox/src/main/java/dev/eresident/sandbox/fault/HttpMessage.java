package dev.eresident.sandbox.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 request or answer, whole in memory. The length and connection headers are written anew. */
final class HttpMessage {
    private static final int MAX_HEAD = 64 * 1024;
    private static final int MAX_BODY = 64 * 1024 * 1024;

    private final String startLine;
    private final List<String> headers;
    private final byte[] body;

    private HttpMessage(String startLine, List<String> headers, byte[] body) {
        this.startLine = startLine;
        this.headers = headers;
        this.body = body;
    }

    static @Nullable HttpMessage readRequest(InputStream in, OutputStream interim) throws IOException {
        List<String> head = readHead(in);
        if (head.isEmpty()) {
            return null;
        }
        if ("100-continue".equalsIgnoreCase(header(head, "expect"))) {
            interim.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            interim.flush();
        }
        return new HttpMessage(head.get(0), kept(head), readBody(in, head, false));
    }

    static HttpMessage readResponse(InputStream in) throws IOException {
        List<String> head = readHead(in);
        if (head.isEmpty()) {
            throw new IOException("The server behind the proxy closed the connection");
        }
        return new HttpMessage(head.get(0), kept(head), readBody(in, head, true));
    }

    static HttpMessage response(String status, String contentType, byte[] body) {
        return new HttpMessage("HTTP/1.1 " + status, List.of("Content-Type: " + contentType), body);
    }

    HttpMessage withBody(byte[] other) {
        return new HttpMessage(startLine, headers, other);
    }

    HttpMessage withHeader(String name, String value) {
        List<String> changed = new ArrayList<>(headers);
        changed.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"));
        changed.add(name + ": " + value);
        return new HttpMessage(startLine, changed, body);
    }

    byte[] body() {
        return body;
    }

    String path() {
        String[] parts = startLine.split(" ", -1);
        return parts.length > 1 ? parts[1] : "";
    }

    void write(OutputStream out) throws IOException {
        out.write(bytes());
        out.flush();
    }

    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head(body.length));
        all.writeBytes(body);
        return all.toByteArray();
    }

    /** The head; a negative length leaves the length out. */
    byte[] head(long length) {
        StringBuilder head = new StringBuilder(startLine).append("\r\n");
        headers.forEach(line -> head.append(line).append("\r\n"));
        if (length >= 0) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        return head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static List<String> readHead(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        int size = 0;
        while (true) {
            String line = readLine(in);
            if (line == null && !lines.isEmpty()) {
                throw new IOException("The HTTP message ends in its head");
            }
            if (line == null || line.isEmpty()) {
                return lines;
            }
            size += line.length();
            if (size > MAX_HEAD) {
                throw new IOException("The head of the HTTP message is longer than " + MAX_HEAD + " bytes");
            }
            lines.add(line);
        }
    }

    private static @Nullable String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.size() == 0) {
                    return null;
                }
                throw new IOException("The HTTP message ends in the middle of a line");
            }
            if (b != '\r') {
                line.write(b);
            }
            if (line.size() > MAX_HEAD) {
                throw new IOException("A line of the HTTP head is longer than " + MAX_HEAD + " bytes");
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static byte[] readBody(InputStream in, List<String> head, boolean untilEnd) throws IOException {
        String encoding = header(head, "transfer-encoding");
        if (encoding != null && encoding.toLowerCase(Locale.ROOT).contains("chunked")) {
            return readChunks(in);
        }
        String length = header(head, "content-length");
        if (length == null) {
            return untilEnd ? in.readNBytes(MAX_BODY) : new byte[0];
        }
        int size = Integer.parseInt(length);
        if (size > MAX_BODY) {
            throw new IOException("The body is longer than " + MAX_BODY + " bytes");
        }
        return readExactly(in, size);
    }

    private static byte[] readExactly(InputStream in, int size) throws IOException {
        byte[] bytes = in.readNBytes(size);
        if (bytes.length < size) {
            throw new IOException("The body ends after " + bytes.length + " of " + size + " bytes");
        }
        return bytes;
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = readLine(in);
            if (line == null) {
                throw new IOException("The chunked body ends early");
            }
            int size = Integer.parseInt(line.split(";", -1)[0].trim(), 16);
            if (size == 0) {
                readHead(in);
                return body.toByteArray();
            }
            if (size > MAX_BODY - body.size()) {
                throw new IOException("The body is longer than " + MAX_BODY + " bytes");
            }
            body.writeBytes(readExactly(in, size));
            readLine(in);
        }
    }

    private static List<String> kept(List<String> head) {
        return head.stream()
                .skip(1)
                .filter(line -> {
                    String name = line.substring(0, Math.max(0, line.indexOf(':')))
                            .trim()
                            .toLowerCase(Locale.ROOT);
                    return switch (name) {
                        case "connection",
                                "content-length",
                                "transfer-encoding",
                                "expect",
                                "keep-alive",
                                "upgrade",
                                "http2-settings" -> false;
                        default -> true;
                    };
                })
                .toList();
    }

    private static @Nullable String header(List<String> head, String name) {
        String start = name + ":";
        for (String line : head) {
            if (line.regionMatches(true, 0, start, 0, start.length())) {
                return line.substring(start.length()).trim();
            }
        }
        return null;
    }
}
