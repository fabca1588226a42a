package dev.eresident.payments.gateway.braintree;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Cuts connections to the sandbox at seeded bytes; one connection carries one request. Faults apply to the next connections, in order. */
final class CutProxy implements AutoCloseable {
    /** Where the connection is cut. */
    enum Cut {
        NOWHERE,
        BEFORE_SEND,
        MID_REQUEST,
        BEFORE_ANSWER,
        MID_ANSWER
    }

    private final ServerSocket server;
    private final int backend;
    private final Random random;
    private final ConcurrentLinkedQueue<Cut> next = new ConcurrentLinkedQueue<>();

    CutProxy(int backend, long seed) {
        this.backend = backend;
        this.random = new Random(seed);
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "cut-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    void cutNext(Cut cut) {
        next.add(cut);
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                Cut cut = next.poll();
                serve(client, cut == null ? Cut.NOWHERE : cut);
            } catch (IOException e) {
                // What a cut connection throws here says nothing: the client's side is what is tested.
            }
        }
    }

    private void serve(Socket client, Cut cut) throws IOException {
        if (cut == Cut.BEFORE_SEND) {
            client.setSoLinger(true, 0);
            return;
        }
        byte[] request = message(client.getInputStream());
        byte[] answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), backend)) {
            int sent = cut == Cut.MID_REQUEST ? 1 + random.nextInt(request.length - 1) : request.length;
            socket.getOutputStream().write(request, 0, sent);
            if (cut == Cut.MID_REQUEST) {
                return;
            }
            answer = closing(message(socket.getInputStream()));
        }
        if (cut == Cut.BEFORE_ANSWER) {
            return;
        }
        int shown = cut == Cut.MID_ANSWER ? 1 + random.nextInt(answer.length - 1) : answer.length;
        client.getOutputStream().write(answer, 0, shown);
    }

    /** Every request is to open a connection of its own, so that each can be cut. */
    private static byte[] closing(byte[] answer) {
        return new String(answer, StandardCharsets.ISO_8859_1)
                .replaceFirst("\r\n", "\r\nConnection: close\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Reads a message with a Content-Length or none. */
    private static byte[] message(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("ended in the head");
            }
            bytes.write(b);
        }
        int length = 0;
        for (String line : bytes.toString(StandardCharsets.ISO_8859_1).lines().toList()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        bytes.writeBytes(in.readNBytes(length));
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
