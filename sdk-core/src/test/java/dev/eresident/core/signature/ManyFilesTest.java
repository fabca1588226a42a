package dev.eresident.core.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.sandbox.contract.ContainerBuilder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Containers with thousands of signed files or many signatures: where the limit is, and that the work grows with them and not with their square or product. */
class ManyFilesTest {
    private final Signed signed = new Signed();

    @AfterEach
    void close() {
        signed.close();
    }

    private byte[] container(int files) {
        ContainerBuilder container = signed.sandbox.contracts().container();
        for (int i = 0; i < files; i++) {
            container.file("file-" + i + ".txt", "text/plain", ("Content " + i).getBytes(StandardCharsets.UTF_8));
        }
        return container.signedBy(signed.sandbox.eResident()).build();
    }

    @Test
    void whenNineThousandFilesAreSigned_thenValidAndAllCovered() {
        CheckReport report = signed.checker.check("many.asice", container(9_000));
        assertThat(report.verdict()).isEqualTo(Verdict.VALID);
        assertThat(report.signatures().get(0).coveredFiles()).hasSize(9_000);
    }

    @Test
    void whenThereAreMoreThanTenThousandEntries_thenTheLimitIsNamed() {
        CheckReport report = signed.checker.check("too-many.asice", container(10_001));
        assertThat(report.verdict()).isEqualTo(Verdict.UNREADABLE);
        assertThat(report.findings()).anyMatch(f -> f.code() == FindingCode.CONTAINER_LIMIT_EXCEEDED);
    }

    private static List<Verdict> verdicts(CountedWork work) {
        return work.signatures().stream()
                .map(CheckedSignature::verdict)
                .distinct()
                .toList();
    }

    @Test
    void whenThereAreTwiceAsManyFiles_thenTwiceAsMuchIsReadAndNoMore() {
        byte[] container = container(2_000);
        CountedWork one = CountedWork.of(signed, container(1_000));
        CountedWork two = CountedWork.of(signed, container);

        assertThat(verdicts(one)).containsExactly(Verdict.VALID);
        assertThat(verdicts(two)).containsExactly(Verdict.VALID);
        assertThat((double) two.bytes() / one.bytes()).isBetween(1.8, 2.1);
        assertThat((double) two.reads() / one.reads()).isLessThan(2.1);
        assertThat(two.bytes())
                .as("each entry is read through a small window")
                .isLessThan(2L * container.length + 2_000 * 1024);
        assertThat(two.forms()).as("files have no canonical form").isEqualTo(one.forms());
        assertThat((double) two.octets() / one.octets()).isBetween(1.8, 2.1);
        assertThat(two.verifications()).isEqualTo(one.verifications());
    }

    /** The same signature file under many names: nothing but the number of signatures grows. */
    private CountedWork signatures(int count, int fileSize) {
        byte[] file = new byte[fileSize];
        new Random(1).nextBytes(file);
        byte[] once = signed.sandbox
                .contracts()
                .container()
                .file("file.bin", "application/octet-stream", file)
                .signedBy(signed.sandbox.eResident())
                .build();
        Map<String, byte[]> entries = Signed.entries(once);
        for (int i = 1; i < count; i++) {
            entries.put("META-INF/signatures" + i + ".xml", Signed.entry(once, Signed.SIGNATURES));
        }
        CountedWork work = CountedWork.of(signed, Signed.zipped(entries));
        assertThat(work.signatures()).hasSize(count);
        assertThat(verdicts(work)).containsExactly(Verdict.VALID);
        return work;
    }

    @Test
    void whenThereAreTwiceAsManySignatures_thenEachCostsTheSame() {
        CountedWork one = signatures(1, 10);
        CountedWork twenty = signatures(20, 10);
        CountedWork forty = signatures(40, 10);

        assertThat(one.forms())
                .as("SignedInfo, SignedProperties and SignatureValue, each once")
                .isEqualTo(3);
        assertThat(twenty.forms()).isEqualTo(60);
        assertThat(forty.forms()).isEqualTo(120);
        assertThat(forty.octets()).isEqualTo(2 * twenty.octets());
        assertThat(forty.verifications() - twenty.verifications())
                .as("value, time-stamp and answer; certificates were verified before")
                .isEqualTo(20 * 3);
        assertThat(twenty.verifications() - one.verifications()).isEqualTo(19 * 3);
        assertThat((double) (forty.bytes() - one.bytes()) / (twenty.bytes() - one.bytes()))
                .isLessThan(2.1);
    }

    @Test
    void whenThereAreManySignatures_thenTheFileIsStillReadOnce() {
        int size = 1 << 20;
        long more = signatures(20, size).bytes() - signatures(1, size).bytes();
        assertThat(more).isLessThan(size);
    }

    /** The same detached CMS under many names beside the one file of an ASiC-S. */
    private long bytesReadOfSimpleContainer(int signatures, byte[] file) {
        byte[] cms = CadesMaker.der(new CadesMaker(signed.sandbox, file).detached());
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/vnd.etsi.asic-s+zip".getBytes(StandardCharsets.US_ASCII));
        entries.put("file.bin", file);
        for (int i = 0; i < signatures; i++) {
            entries.put("META-INF/signature" + i + ".p7s", cms);
        }
        CountedWork.Counting source = new CountedWork.Counting(Signed.zipped(entries));
        CheckReport report =
                signed.checker.check("simple.asics", source, CountedWork.AT, new NestedCheck(signed.checker));
        assertThat(report.verdict()).as(report.toJson("x")).isEqualTo(Verdict.VALID);
        assertThat(report.signatures()).hasSize(signatures);
        return source.bytes();
    }

    @Test
    void whenASimpleContainerHasManyCmsSignatures_thenItsFileIsReadAsOftenAsForOne() {
        byte[] file = new byte[1 << 20];
        new Random(1).nextBytes(file);
        long more = bytesReadOfSimpleContainer(20, file) - bytesReadOfSimpleContainer(1, file);
        assertThat(more).isLessThan(file.length);
    }
}
