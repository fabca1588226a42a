package dev.eresident.core.signature;

import dev.eresident.core.CryptoChoice;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.internal.zip.ByteSource;
import dev.eresident.core.internal.zip.ZipLimits;
import dev.eresident.core.signature.container.AsicContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What judging the XAdES signatures of one container costs, on counters instead of a clock.
 *
 * @param signatures what was found
 * @param bytes read of the container: every byte that is hashed or parsed comes through there
 * @param reads how often something was read of it
 * @param forms canonical forms computed
 * @param octets octets of canonical forms handed out, and eight for each node on the way
 * @param verifications signature values whose arithmetic was done, those of certificates, answers and time-stamps included
 */
record CountedWork(
        List<CheckedSignature> signatures, long bytes, long reads, long forms, long octets, long verifications) {
    static final Instant AT = Signed.NOW.plusSeconds(7200);

    /** By a checker that has never verified anything before. */
    static CountedWork of(Signed signed, byte[] content) {
        CountingProvider crypto = new CountingProvider();
        Judges judges = Judges.of(signed.policy.withCrypto(CryptoChoice.provider(crypto)), ValidationPolicy.ESTONIA);
        XmlReading xml = new XmlReading(XmlLimits.SIGNATURE);
        Counting source = new Counting(content);
        AsicContainer.Opening opening = AsicContainer.open(source, ZipLimits.defaults(), xml);
        try (AsicContainer container = ((AsicContainer.Opened) opening).container()) {
            XadesEntries entries = new XadesEntries(xml);
            List<Finding> problems = entries.read(container);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(problems.toString());
            }
            List<CheckedSignature> signatures = entries.judge(container, judges, true, name -> Optional.empty(), AT);
            return new CountedWork(
                    signatures,
                    source.bytes,
                    source.reads,
                    entries.forms().computed(),
                    entries.forms().work(),
                    crypto.verifications());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts what is read. */
    static final class Counting implements ByteSource {
        private final ByteSource source;
        private long bytes;
        private long reads;

        Counting(byte[] content) {
            this.source = ByteSource.of(content);
        }

        long bytes() {
            return bytes;
        }

        @Override
        public long size() {
            return source.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            int read = source.read(position, target);
            bytes += Math.max(0, read);
            reads++;
            return read;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
