package dev.eresident.auth.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.Sandbox;
import dev.eresident.sandbox.card.CardProfile;
import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.smartid.SmartIdService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Full tier: ten thousand logins in one JVM, three by card and the fourth by Smart-ID, leave nothing behind. */
@Tag("full")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SoakTest {
    private static final int WARM = 1_000;
    private static final int ALL = 10_000;
    private static final int CARDS = 20;
    private static final long MOST_GROWTH = 5_000_000;
    private static final int MOST_CLASSES = 50;
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    private final Sandbox sandbox = Sandbox.start();
    private final List<IdCard> cards = new ArrayList<>();
    private ChildJvm bank;
    private int asked;

    private record Measure(long heap, List<String> threads, Set<String> classes) {
        Set<String> newSince(Measure earlier) {
            Set<String> fresh = new TreeSet<>(classes);
            fresh.removeAll(earlier.classes);
            return fresh;
        }

        @Override
        public String toString() {
            return heap + " bytes of heap, " + threads.size() + " threads, " + classes.size() + " classes";
        }
    }

    private Path classLog() {
        return folder.resolve("classes.log");
    }

    private Measure measure() throws IOException {
        long heap = Long.parseLong(order("measure"));
        try (Stream<String> loaded = Files.lines(classLog())) {
            return new Measure(
                    heap,
                    threads(),
                    loaded.map(line -> line.replaceFirst(" source:.*", "")).collect(Collectors.toSet()));
        }
    }

    private List<String> threads() {
        return List.of(order("threads").split(" ", -1));
    }

    /** The HTTP client's helpers end when they are idle for a minute: how many run at one instant is chance. What leaked stays. */
    private void awaitThreads(int most) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_IDLE.toNanos();
        while (threads().size() > most && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(200);
        }
        assertThat(threads()).hasSizeLessThanOrEqualTo(most);
    }

    @BeforeEach
    void start() throws IOException {
        List<X509Certificate> authorities = new ArrayList<>(sandbox.pki().cardAuthorities());
        authorities.add(sandbox.pki().smartId().certificate());
        Bank.writeAuthorities(folder, authorities);
        for (int i = 0; i < CARDS; i++) {
            cards.add(sandbox.orderCard(CardProfile.E_RESIDENT_2018)
                    .label("soak-" + i)
                    .issue());
        }
        bank = ChildJvm.start(
                folder,
                SoakNode.class,
                List.of("-Xmx256m", "-Xlog:class+load:file=" + classLog() + ":none:filecount=0"),
                Bank.authorities(folder).toString(),
                sandbox.smartId().uri().toString(),
                sandbox.smartId().account().documentNumber(),
                SmartIdService.RELYING_PARTY_UUID,
                SmartIdService.RELYING_PARTY_NAME,
                SmartIdService.SCHEME);
    }

    @AfterEach
    void stop() {
        bank.close();
        sandbox.close();
    }

    /** Plays browser, card and phone until the order is carried out. */
    private String order(String order) {
        bank.send(order);
        while (true) {
            String line = bank.readLine();
            if (line.startsWith("token ")) {
                IdCard card = cards.get(asked++ % CARDS);
                bank.send(card.webEidToken(Bank.ORIGIN, line.substring("token ".length())));
            } else if (line.startsWith("open ")) {
                sandbox.smartId().open(line.substring("open ".length()));
                bank.send("opened");
            } else {
                return line;
            }
        }
    }

    @Test
    void whenTenThousandPeopleLogIn_thenHeapClassesAndThreadsStayAsAfterTheFirstThousand() throws Exception {
        assertThat(order("login " + WARM)).isEqualTo("done " + WARM);
        Measure before = measure();
        assertThat(order("login " + (ALL - WARM))).isEqualTo("done " + ALL);
        Measure after = measure();
        System.out.println("After " + WARM + " logins: " + before + "; after " + ALL + ": " + after + "; new: "
                + after.newSince(before)
                + "; threads: " + before.threads + ", " + after.threads);

        assertThat(after.heap - before.heap).isLessThan(MOST_GROWTH);
        assertThat(after.newSince(before)).hasSizeLessThan(MOST_CLASSES);
        awaitThreads(before.threads.size());
    }

    @Test
    void whenTwoHundredSessionsArePending_thenNoThreadWaitsForThem() throws IOException {
        order("login 40");
        Measure before = measure();
        order("pending 200");
        Measure during = measure();
        String end = order("finish");
        System.out.println("Threads before: " + before.threads + ", with 200 pending: " + during.threads);

        assertThat(during.threads).hasSizeLessThanOrEqualTo(before.threads.size() + 8);
        assertThat(end).isEqualTo("done 240");
    }
}
