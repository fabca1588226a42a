package dev.eresident.examples.redis;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;

/** The system's own {@code redis-server} on a free port of the loopback address. */
final class RedisProcess implements AutoCloseable {
    private static final int ATTEMPTS = 5;

    private final int port;
    private final List<String> command;
    private Process process;
    private RedisClient client;

    private RedisProcess(int port, List<String> command) {
        this.port = port;
        this.command = command;
        this.process = launch(command);
        this.client = RedisClient.create("127.0.0.1", port);
    }

    /** Starts a server that keeps its files in a folder. Skips the test where there is none, and fails it under CI. */
    static RedisProcess start(Path folder, String... options) {
        Path program = Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(RedisProcess::missing);
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            List<String> command = new ArrayList<>(List.of(
                    program.toString(),
                    "--bind",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--dir",
                    folder.toString(),
                    "--repl-diskless-sync-delay",
                    "0"));
            command.addAll(List.of(options));
            try {
                return new RedisProcess(port, command);
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Path missing() {
        String text = "There is no redis-server on the path; install it (Debian: apt-get install redis-server)";
        return Boolean.getBoolean("eresident.redis.required") ? fail(text) : abort(text);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its log goes on into a file once it is ready, so that it never waits for a reader. */
    private static Process launch(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            BufferedReader log = process.inputReader();
            StringBuilder said = new StringBuilder();
            String line = log.readLine();
            while (line != null && !line.contains("Ready to accept connections")) {
                said.append(line).append('\n');
                line = log.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("redis-server did not start:\n" + said);
            }
            Thread drain = new Thread(() -> log.lines().forEach(unused -> {}));
            drain.setDaemon(true);
            drain.start();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RedisClient client() {
        return client;
    }

    int port() {
        return port;
    }

    String info(String section) {
        return client.info(section);
    }

    /** Follows another server, or stops doing so and becomes a primary. */
    void replicaOf(String host, String of) {
        client.executeCommand(
                new CommandArguments(Protocol.Command.REPLICAOF).add(host).add(of));
    }

    /** Waits until this replica has what its primary has. */
    void awaitCopy(RedisProcess primary) {
        boolean there = false;
        while (!there) {
            there = info("replication").contains("master_link_status:up")
                    && offset(info("replication"), "slave_repl_offset")
                            >= offset(primary.info("replication"), "master_repl_offset");
        }
    }

    private static long offset(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(
                        line -> Long.parseLong(line.substring(name.length() + 1).strip()))
                .findFirst()
                .orElse(-1);
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Begins again with the files that are there. */
    void restart() {
        process = launch(command);
        client.close();
        client = RedisClient.create("127.0.0.1", port);
    }

    @Override
    public void close() {
        client.close();
        kill();
    }
}
