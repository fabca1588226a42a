package dev.eresident.core.trust;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads anchors from files and folders, with the roles that file names and key purposes give. */
final class AnchorFiles {
    private static final int MAX_FILE = ListBytes.MAX_SIZE;
    private static final List<String> FOLDER_ENDINGS = List.of(".xml", ".xml.gz", ".pem", ".crt", ".cer", ".der");
    private static final Oid OCSP_SIGNING = Oid.of("1.3.6.1.5.5.7.3.9");
    private static final Oid TIME_STAMPING = Oid.of("1.3.6.1.5.5.7.3.8");

    /** What was found: lists, and services pinned by certificate. */
    record Found(List<TrustedList> lists, List<TrustService> pinned) {}

    private AnchorFiles() {}

    static Found read(Path path, List<Certificate> listSigners) {
        List<Path> files = Files.isDirectory(path) ? filesOf(path) : List.of(path);
        return read(files, AnchorFiles::bytes, listSigners);
    }

    /** The same for a folder that is in memory. */
    static Found read(SortedMap<String, Bytes> folder, List<Certificate> listSigners) {
        Map<Path, Bytes> files = new LinkedHashMap<>();
        folder.forEach((name, content) -> files.put(Path.of(name), content));
        return read(List.copyOf(files.keySet()), file -> content(files, file), listSigners);
    }

    private static byte[] content(Map<Path, Bytes> files, Path file) {
        return Objects.requireNonNull(files.get(file), "file").toByteArray();
    }

    private static Found read(List<Path> files, Function<Path, byte[]> content, List<Certificate> listSigners) {
        List<TrustedList> lists = new ArrayList<>();
        List<Pin> pins = new ArrayList<>();
        for (Path file : files) {
            byte[] bytes = content.apply(file);
            if (isList(bytes)) {
                String source = fileName(file);
                lists.add(
                        listSigners.isEmpty()
                                ? TrustedList.parse(bytes, source)
                                : TrustedList.verify(bytes, source, listSigners));
            } else {
                certificates(file, bytes).forEach(c -> pins.add(new Pin(role(file, c), c)));
            }
        }
        Set<Certificate> listed = new HashSet<>();
        lists.forEach(list -> list.services().forEach(s -> listed.addAll(s.certificates())));
        List<TrustService> pinned = new LinkedHashSet<>(pins)
                .stream()
                        .filter(pin -> !listed.contains(pin.certificate()))
                        .map(pin -> TrustService.pinned(pin.type(), pin.certificate()))
                        .toList();
        return new Found(lists, pinned);
    }

    private record Pin(ServiceType type, Certificate certificate) {}

    private static List<Path> filesOf(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files = entries.filter(Files::isRegularFile)
                    .filter(f -> FOLDER_ENDINGS.stream().anyMatch(fileName(f).toLowerCase(Locale.ROOT)::endsWith))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new ConfigurationException(
                        "TRUST_EMPTY",
                        "The trust folder " + folder
                                + " holds no file named *.xml, *.xml.gz, *.pem, *.crt, *.cer or *.der");
            }
            return files;
        } catch (IOException e) {
            throw unreadable(folder, "cannot be listed", e);
        }
    }

    private static byte[] bytes(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw unreadable(file, "is no regular file: a pipe or a device might never end", null);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                throw unreadable(file, "has more than " + MAX_FILE + " bytes", null);
            }
            return bytes;
        } catch (IOException e) {
            throw unreadable(file, "cannot be read: does it exist, and may this process read it?", e);
        }
    }

    static boolean isList(byte[] bytes) {
        if (ListBytes.isGzip(bytes)) {
            return true;
        }
        for (byte b : bytes) {
            // A byte order mark and white space may come before the first tag.
            boolean skipped = b <= ' ';
            if (!skipped) {
                return b == '<';
            }
        }
        return false;
    }

    private static List<Certificate> certificates(Path file, byte[] bytes) {
        try {
            List<Certificate> certificates = Certificate.readAll(bytes);
            if (certificates.isEmpty()) {
                throw unreadable(file, "holds no certificate", null);
            }
            return certificates;
        } catch (ProtocolException e) {
            throw unreadable(
                    file,
                    "holds no readable certificate: expected PEM, DER or a trusted list (a PKCS#12 file needs addPkcs12)",
                    e);
        }
    }

    private static ServiceType role(Path file, Certificate certificate) {
        return switch (fileName(file)) {
            case "ca.pem" -> ServiceType.CA_QC;
            case "ocsp.pem" -> ServiceType.OCSP_QC;
            case "tsa.pem" -> ServiceType.TSA_QTST;
            default -> roleByPurpose(certificate);
        };
    }

    /** A CA stays a CA whatever purposes it may pass on: ESTEID2018 is constrained to OCSP signing, among others. */
    private static ServiceType roleByPurpose(Certificate certificate) {
        List<Oid> purposes = certificate.extendedKeyUsage().orElse(List.of());
        if (certificate.isCa()) {
            return ServiceType.CA_QC;
        }
        if (purposes.contains(TIME_STAMPING)) {
            return ServiceType.TSA_QTST;
        }
        return purposes.contains(OCSP_SIGNING) ? ServiceType.OCSP_QC : ServiceType.CA_QC;
    }

    static List<TrustService> readPkcs12(Path file, char[] password) {
        // Without a password the JDK would not check the file's integrity.
        Objects.requireNonNull(password, "password");
        byte[] bytes = bytes(file);
        List<Certificate> found = new ArrayList<>();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isCertificateEntry(alias)) {
                    add(store.getCertificate(alias), found);
                } else {
                    java.security.cert.Certificate[] chain = store.getCertificateChain(alias);
                    for (java.security.cert.Certificate each :
                            chain == null ? new java.security.cert.Certificate[0] : chain) {
                        if (each instanceof X509Certificate x509 && x509.getBasicConstraints() >= 0) {
                            add(each, found);
                        }
                    }
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file, "is not a PKCS#12 file that this password opens", e);
        }
        if (found.isEmpty()) {
            throw unreadable(
                    file,
                    "holds no trusted certificate entry and no CA certificate: import it with 'keytool -importcert', or give the certificates as PEM",
                    null);
        }
        return found.stream()
                .distinct()
                .map(c -> TrustService.pinned(roleByPurpose(c), c))
                .toList();
    }

    private static void add(java.security.cert.Certificate certificate, List<Certificate> found) {
        if (certificate instanceof X509Certificate x509) {
            found.add(Certificate.of(x509));
        }
    }

    private static String fileName(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    private static ConfigurationException unreadable(Path file, String problem, @Nullable Throwable cause) {
        return new ConfigurationException("TRUST_FILE_UNREADABLE", "The trust file " + file + " " + problem, cause);
    }
}
