package dev.eresident.sandbox.lists;

import dev.eresident.sandbox.fault.ServiceRoute;
import dev.eresident.sandbox.pki.Credential;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.pki.TrustedListSpec;
import dev.eresident.sandbox.web.WebAnswer;
import dev.eresident.sandbox.web.WebRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The servers of trusted lists: the list of lists {@value #LIST_OF_LISTS}, the lists {@code ee.xml} (version 6) and {@code lv.xml} (version 5), and whatever a test publishes.
 *
 * <p>Answers carry an ETag and a Last-Modified date and honour both; beside each {@code x.xml} stands {@code x.sha2}. Safe for use by several threads.
 */
public final class ListService {
    /** The file name of the list of lists. */
    public static final String LIST_OF_LISTS = "eu-lotl.xml";

    /** The file name of the certificate of the present signer of the list of lists, in DER. */
    public static final String SIGNER = "lotl-signer.crt";

    /** The notice that the list of lists names as the source of its signers. */
    public static final String OFFICIAL_JOURNAL = "https://sandbox.invalid/journal/1";

    private static final String XML = "application/vnd.etsi.tsl+xml";
    private static final byte[] GARBAGE = "This is no list.".getBytes(StandardCharsets.US_ASCII);
    private static final String CERTIFICATE = "<X509Certificate>";

    private final SandboxPki pki;
    private final Clock clock;
    private final URI base;
    private final Consumer<ServiceRoute> proxy;
    private final Map<String, File> files = new HashMap<>();
    private final Map<String, ServiceRoute> routes = new HashMap<>();
    private final Map<String, URI> pivots = new LinkedHashMap<>();
    private final Map<String, ListFault> faults = new HashMap<>();
    private boolean validators = true;
    private boolean worldMade;
    private int generation = 1;

    /** What is published under a name: the bytes, how they were made if the sandbox made them, and since when. */
    private static final class File {
        private final byte[] content;
        private final @Nullable TrustedListSpec spec;
        private final Instant since;

        File(byte[] content, @Nullable TrustedListSpec spec, Instant since) {
            this.content = content;
            this.spec = spec;
            this.since = since;
        }
    }

    /**
     * Makes the service; {@code Sandbox} does this.
     *
     * @param pki whose operators sign
     * @param clock the time of the lists
     * @param base the address that file names are appended to
     * @param proxy takes the route of each list, which counts and breaks its requests
     */
    public ListService(SandboxPki pki, Clock clock, URI base, Consumer<ServiceRoute> proxy) {
        this.pki = pki;
        this.clock = clock;
        this.base = base;
        this.proxy = proxy;
    }

    /**
     * The address of a list.
     *
     * @param name its file name
     * @return the address
     */
    public URI uri(String name) {
        return base.resolve(name);
    }

    /**
     * The address of the list of lists.
     *
     * @return the address
     */
    public URI listOfListsUri() {
        return uri(LIST_OF_LISTS);
    }

    /**
     * Who signs the list of lists now.
     *
     * @return certificate and key; another one after {@link #rotateSigner()}
     */
    public synchronized Credential signer() {
        return pki.listOperator("EU-" + generation);
    }

    /**
     * Publishes a file as it is, in place of an earlier one of that name.
     *
     * @param name letters, digits, dots, hyphens and underscores
     * @param content the bytes
     */
    public synchronized void publish(String name, byte[] content) {
        makeWorld();
        files.put(name, new File(content.clone(), null, clock.instant()));
        server(name);
    }

    /**
     * Publishes a list that the sandbox makes, in place of an earlier one of that name.
     *
     * @param name letters, digits, dots, hyphens and underscores
     * @param list what it says; copied
     */
    public synchronized void publish(String name, TrustedListSpec list) {
        makeWorld();
        put(name, list);
    }

    /**
     * Publishes all files of a folder under their names; those that end in {@code .gz} unpacked and without that ending.
     *
     * @param folder the folder; not its sub-folders
     */
    public void publishFolder(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                byte[] content = Files.readAllBytes(file);
                String name = file.getFileName().toString();
                if (name.endsWith(".gz")) {
                    content = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
                    name = name.substring(0, name.length() - ".gz".length());
                }
                publish(name, content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of lists cannot be read", e);
        }
    }

    /**
     * What a published list says, to be changed and published again.
     *
     * @param name its file name
     * @return a copy
     * @throws IllegalArgumentException if the sandbox did not make that list
     */
    public synchronized TrustedListSpec spec(String name) {
        makeWorld();
        File file = files.get(name);
        if (file == null || file.spec == null) {
            throw new IllegalArgumentException("The sandbox made no list " + name);
        }
        return file.spec.copy();
    }

    /**
     * Changes the signer of the list of lists: the old signer signs a pivot that names the new one, the new one signs the list, which names the pivot first.
     *
     * @return the file name of the pivot
     */
    public synchronized String rotateSigner() {
        TrustedListSpec before = spec(LIST_OF_LISTS);
        long sequence = before.sequence() + 1;
        String pivot = "eu-lotl-pivot-" + sequence + ".xml";
        Credential oldSigner = signer();
        generation++;
        pivots.put(pivot, uri(pivot));
        put(pivot, listOfLists(sequence).signer(oldSigner));
        put(LIST_OF_LISTS, listOfLists(sequence + 1));
        return pivot;
    }

    /**
     * Lets a list be wrong from now on, until {@link #heal()}.
     *
     * @param name its file name
     * @param how what is wrong
     */
    public synchronized void misbehave(String name, ListFault how) {
        makeWorld();
        faults.put(name, how);
    }

    /**
     * The server of one list: its request count, and faults below the protocol.
     *
     * @param name its file name
     * @return the route
     */
    public synchronized ServiceRoute server(String name) {
        return routes.computeIfAbsent(name, n -> {
            ServiceRoute route = new ServiceRoute(uri(n).getRawPath());
            proxy.accept(route);
            return route;
        });
    }

    /**
     * Sends ETag and Last-Modified, or neither.
     *
     * @param sent default true
     */
    public synchronized void sendValidators(boolean sent) {
        validators = sent;
    }

    /** Takes all faults away. */
    public synchronized void heal() {
        faults.clear();
        validators = true;
        routes.values().forEach(ServiceRoute::heal);
    }

    /** Publishes the first lists again, signed by the first signer, takes every other list and all faults away. */
    public synchronized void reset() {
        heal();
        files.clear();
        pivots.clear();
        generation = 1;
        worldMade = false;
    }

    /**
     * Answers a request.
     *
     * @param request any request below the address of the lists
     * @return the answer, or empty if there is no such list or the method is wrong
     */
    public synchronized Optional<WebAnswer> answer(WebRequest request) {
        makeWorld();
        String name = request.path().substring(base.getRawPath().length());
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        if (name.equals(SIGNER)) {
            return Optional.of(new WebAnswer(200, Map.of("Content-Type", "application/pkix-cert"), signerDer()));
        }
        if (name.endsWith(".sha2")) {
            String list = name.substring(0, name.length() - ".sha2".length()) + ".xml";
            return content(list)
                    .map(bytes ->
                            new WebAnswer(200, Map.of("Content-Type", "application/octet-stream"), sha256(bytes)));
        }
        return content(name).map(bytes -> answer(request, bytes, since(name)));
    }

    private WebAnswer answer(WebRequest request, byte[] content, Instant since) {
        String etag = "\"" + HexFormat.of().formatHex(sha256(content), 0, 12) + "\"";
        String modified = DateTimeFormatter.RFC_1123_DATE_TIME.format(since.atOffset(ZoneOffset.UTC));
        Map<String, String> headers = new LinkedHashMap<>();
        if (validators) {
            headers.put("ETag", etag);
            headers.put("Last-Modified", modified);
            Optional<String> asked = request.header("If-None-Match");
            boolean same = asked.isPresent()
                    ? asked.get().equals(etag)
                    : request.header("If-Modified-Since")
                            .filter(modified::equals)
                            .isPresent();
            if (same) {
                return new WebAnswer(304, headers, new byte[0]);
            }
        }
        headers.put("Content-Type", XML);
        return new WebAnswer(200, headers, content);
    }

    private Instant since(String name) {
        File file = files.get(name);
        return file == null ? clock.instant() : file.since;
    }

    private Optional<byte[]> content(String name) {
        File file = files.get(name);
        if (file == null) {
            return Optional.empty();
        }
        ListFault fault = faults.get(name);
        if (fault == null) {
            return Optional.of(file.content);
        }
        return switch (fault) {
            case NOT_FOUND -> Optional.empty();
            case GARBAGE -> Optional.of(GARBAGE);
            case TAMPERED -> Optional.of(tampered(file.content));
            default -> Optional.of(wrong(name, fault).make());
        };
    }

    private TrustedListSpec wrong(String name, ListFault fault) {
        TrustedListSpec list = spec(name);
        Instant now = clock.instant();
        return switch (fault) {
            case WRONG_SIGNER -> list.signer(pki.listOperator("nobody"));
            case WRONG_TERRITORY -> list.territory("XX");
            case WRONG_TYPE ->
                list.type(
                        name.equals(LIST_OF_LISTS) || pivots.containsKey(name)
                                ? TrustedListSpec.NATIONAL
                                : TrustedListSpec.LIST_OF_LISTS);
            case ROLLED_BACK -> list.sequence(list.sequence() - 1);
            case EXPIRED -> list.issued(now.minus(Duration.ofDays(181)), now.minus(Duration.ofDays(1)));
            case OLD_VERSION -> list.version(4);
            case WITHOUT_SERVICES -> list.withoutServices();
            case WITHOUT_NEXT_UPDATE -> list.issued(list.issued(), null);
            case NOT_FOUND, GARBAGE, TAMPERED -> throw new IllegalArgumentException(fault + " needs no list");
        };
    }

    /** Changes one letter in the middle of the first certificate. */
    private static byte[] tampered(byte[] list) {
        String text = new String(list, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(CERTIFICATE) + CERTIFICATE.length() + 300;
        byte[] changed = list.clone();
        changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
        return changed;
    }

    private void makeWorld() {
        if (!worldMade) {
            worldMade = true;
            put("ee.xml", pki.estonianList().sequence(7));
            put("lv.xml", pki.foreignList("LV").sequence(3));
            put(LIST_OF_LISTS, listOfLists(10));
        }
    }

    private TrustedListSpec listOfLists(long sequence) {
        TrustedListSpec list = new TrustedListSpec(
                        "EU", signer(), clock.instant().truncatedTo(ChronoUnit.SECONDS))
                .type(TrustedListSpec.LIST_OF_LISTS)
                .sequence(sequence);
        List<URI> newestFirst = new ArrayList<>(pivots.values());
        Collections.reverse(newestFirst);
        newestFirst.forEach(pivot -> list.information(pivot.toString()));
        X509Certificate estonian = pki.schemeOperator().certificate();
        return list.information(OFFICIAL_JOURNAL)
                .information("https://sandbox.invalid/legal-notice.html#en")
                .pointer("EU", TrustedListSpec.LIST_OF_LISTS, listOfListsUri(), signer().certificate())
                .pointer("EE", TrustedListSpec.NATIONAL, "application/pdf", uri("ee.pdf"), estonian)
                .pointer("EE", TrustedListSpec.NATIONAL, uri("ee.xml"), estonian)
                .pointer(
                        "LV",
                        TrustedListSpec.NATIONAL,
                        uri("lv.xml"),
                        pki.listOperator("LV-former").certificate(),
                        pki.listOperator("LV").certificate());
    }

    private void put(String name, TrustedListSpec list) {
        files.put(name, new File(list.make(), list.copy(), clock.instant()));
        server(name);
    }

    private byte[] signerDer() {
        try {
            return signer().certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("The JDK cannot encode a certificate that it read", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("The JDK has no SHA-256", e);
        }
    }
}
