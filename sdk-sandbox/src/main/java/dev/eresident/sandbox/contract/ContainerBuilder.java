package dev.eresident.sandbox.contract;

import dev.eresident.sandbox.card.IdCard;
import dev.eresident.sandbox.ocsp.OcspService;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.pki.SignatureAlgorithm;
import dev.eresident.sandbox.tsa.TsaService;
import dev.eresident.sandbox.xml.SandboxXml;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects files and signers and makes an ASiC-E container (ETSI EN 319 162-1) with XAdES signatures (ETSI EN 319 132-1).
 *
 * <p>Mutable; every method changes this object and returns it; for one thread. {@link #build()} may be called again.
 */
public final class ContainerBuilder {
    static final String MEDIA_TYPE = "application/vnd.etsi.asic-e+zip";

    private final SandboxPki pki;
    private final OcspService ocsp;
    private final TsaService tsa;
    private final Clock clock;
    private final List<DataFile> files = new ArrayList<>();
    private final List<Signer> signers = new ArrayList<>();
    private final Set<Tamper> tampers = EnumSet.noneOf(Tamper.class);
    private Level level = Level.LT;
    private boolean signingCertificateV2;
    private @Nullable Instant signedAt;

    ContainerBuilder(SandboxPki pki, OcspService ocsp, TsaService tsa, Clock clock) {
        this.pki = pki;
        this.ocsp = ocsp;
        this.tsa = tsa;
        this.clock = clock;
    }

    /**
     * Adds a data file.
     *
     * @param name its path in the container
     * @param mediaType for example {@code text/plain}
     * @param content its bytes
     * @return this
     */
    public ContainerBuilder file(String name, String mediaType, byte[] content) {
        files.add(new DataFile(name, mediaType, content.clone()));
        return this;
    }

    /**
     * Adds a data file that stays on disk: it is read in a stream whenever the container is made, and stored without compression.
     *
     * @param name its path in the container
     * @param mediaType for example {@code video/mp4}
     * @param file where it is, up to 4 GiB with everything else
     * @return this
     */
    public ContainerBuilder file(String name, String mediaType, Path file) {
        files.add(new DataFile(name, mediaType, file));
        return this;
    }

    /**
     * Adds a signature over all files, with the algorithm that fits the card.
     *
     * @param card who signs
     * @return this
     */
    public ContainerBuilder signedBy(IdCard card) {
        return signedBy(card, card.defaultAlgorithm());
    }

    /**
     * Adds a signature over all files.
     *
     * @param card who signs
     * @param algorithm how; its family must fit the key of the card
     * @return this
     */
    public ContainerBuilder signedBy(IdCard card, SignatureAlgorithm algorithm) {
        signers.add(new Signer(card, algorithm));
        return this;
    }

    /**
     * Sets how much evidence the signatures carry; default LT.
     *
     * @param value the level
     * @return this
     */
    public ContainerBuilder level(Level value) {
        this.level = value;
        return this;
    }

    /**
     * Sets the time of signing, of the time-stamps and of the OCSP answers; default is the clock of the sandbox.
     *
     * @param value the time, cut to seconds
     * @return this
     */
    public ContainerBuilder signedAt(Instant value) {
        this.signedAt = value;
        return this;
    }

    /**
     * Writes SigningCertificateV2 instead of the older element that digidoc4j writes.
     *
     * @param value true for V2
     * @return this
     */
    public ContainerBuilder signingCertificateV2(boolean value) {
        this.signingCertificateV2 = value;
        return this;
    }

    /**
     * Makes something wrong.
     *
     * @param what one thing
     * @return this
     */
    public ContainerBuilder tamper(Tamper what) {
        tampers.add(what);
        return this;
    }

    /**
     * Signs and packs: {@code mimetype} first and stored, data files, manifest, one signature file for each signer.
     *
     * @return the bytes of the container
     */
    public byte[] build() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("A data file could not be read", e);
        }
        return out.toByteArray();
    }

    /**
     * Signs and packs into a stream, which a container with files on disk needs.
     *
     * @param out gets the container; not closed
     * @throws IOException if it cannot be written, or a data file cannot be read
     */
    public void writeTo(OutputStream out) throws IOException {
        Instant time = (signedAt == null ? clock.instant() : signedAt).truncatedTo(ChronoUnit.SECONDS);
        ZipWriter zip = new ZipWriter(out, time);
        byte[] mimetype = (tampers.contains(Tamper.MIMETYPE_WRONG) ? "application/zip" : MEDIA_TYPE)
                .getBytes(StandardCharsets.US_ASCII);
        if (!tampers.contains(Tamper.MIMETYPE_LAST)) {
            zip.add("mimetype", mimetype, tampers.contains(Tamper.MIMETYPE_COMPRESSED));
        }
        for (int i = 0; i < files.size(); i++) {
            DataFile file = files.get(i);
            if (file.onDisk()) {
                zip.store(file);
                continue;
            }
            boolean changed = i == 0 && tampers.contains(Tamper.DATA_FILE_CHANGED);
            zip.add(file.name(), changed ? otherContent(file.content()) : file.content(), true);
        }
        if (tampers.contains(Tamper.DUPLICATE_ENTRY)) {
            zip.add(files.get(0).name(), otherContent(files.get(0).content()), true);
        }
        byte[] stray = "Nobody signed this.".getBytes(StandardCharsets.US_ASCII);
        if (tampers.contains(Tamper.EXTRA_UNSIGNED_FILE)) {
            zip.add("unsigned.txt", stray, true);
        }
        if (tampers.contains(Tamper.CLIMBING_ENTRY_NAME)) {
            zip.add("../climbing.txt", stray, true);
        }
        if (!tampers.contains(Tamper.MANIFEST_MISSING)) {
            zip.add("META-INF/manifest.xml", manifest(), true);
        }
        for (int i = 0; i < signers.size(); i++) {
            Set<Tamper> own = i == signers.size() - 1 ? tampers : EnumSet.noneOf(Tamper.class);
            XadesSignature signature =
                    new XadesSignature(pki, ocsp, tsa, signers.get(i), files, level, signingCertificateV2, own);
            zip.add("META-INF/signatures" + i + ".xml", signature.make(i, time), true);
        }
        if (tampers.contains(Tamper.MIMETYPE_LAST)) {
            zip.add("mimetype", mimetype, false);
        }
        zip.finish();
    }

    private byte[] manifest() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
                + "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\""
                + " manifest:version=\"1.2\">");
        entry(xml, "/", MEDIA_TYPE);
        for (int i = 0; i < files.size(); i++) {
            boolean last = i == files.size() - 1;
            if (!last || !tampers.contains(Tamper.MANIFEST_ENTRY_MISSING)) {
                boolean wrong = i == 0 && tampers.contains(Tamper.MANIFEST_MEDIA_TYPE_WRONG);
                entry(
                        xml,
                        files.get(i).name(),
                        wrong ? "application/wrong" : files.get(i).mediaType());
            }
        }
        if (tampers.contains(Tamper.EXTRA_UNSIGNED_FILE)) {
            entry(xml, "unsigned.txt", "text/plain");
        }
        if (tampers.contains(Tamper.MANIFEST_ENTRY_EXTRA)) {
            entry(xml, "missing.txt", "text/plain");
        }
        return xml.append("</manifest:manifest>").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void entry(StringBuilder xml, String path, String mediaType) {
        xml.append("<manifest:file-entry manifest:full-path=\"")
                .append(SandboxXml.escape(path))
                .append("\" manifest:media-type=\"")
                .append(SandboxXml.escape(mediaType))
                .append("\"/>");
    }

    private static byte[] otherContent(byte[] content) {
        if (content.length == 0) {
            return new byte[] {1};
        }
        byte[] other = content.clone();
        other[0] ^= 1;
        return other;
    }

    record Signer(IdCard card, SignatureAlgorithm algorithm) {}
}
