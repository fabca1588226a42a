package dev.eresident.core.existence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataObjectTest {
    private static final byte[] CONTENT = "<a  b='1'/>".getBytes(StandardCharsets.UTF_8);
    private static final Bytes DIGEST = Bytes.of(DigestAlgorithm.SHA512.digest(CONTENT));

    @Test
    void whenAFile_thenItsDigest(@TempDir Path folder) throws IOException {
        DataObject file = DataObject.ofFile(Files.write(folder.resolve("file"), CONTENT));

        assertThat(file.digest("SHA-512")).contains(DIGEST);
        assertThat(file.digest("MD5")).isEmpty();
        assertThat(file.canonicalDigest("SHA-512", EvidenceMaker.C14N)).isEmpty();
        assertThat(DataObject.ofFile(folder.resolve("absent")).digest("SHA-512"))
                .isEmpty();
    }

    @Test
    void whenInMemory_thenDigestAndThatOfTheCanonicalForm() {
        DataObject data = DataObject.of(Bytes.of(CONTENT));
        byte[] canonical = "<a b=\"1\"></a>".getBytes(StandardCharsets.UTF_8);

        assertThat(data.digest("SHA-512")).contains(DIGEST);
        assertThat(data.canonicalDigest("SHA-512", EvidenceMaker.C14N))
                .contains(Bytes.of(DigestAlgorithm.SHA512.digest(canonical)));
        assertThat(data.canonicalDigest("SHA-512", "unknown")).isEmpty();
        assertThat(data.canonicalDigest("MD5", EvidenceMaker.C14N)).isEmpty();
        assertThat(DataObject.of(Bytes.fromHex("00")).canonicalDigest("SHA-512", EvidenceMaker.C14N))
                .isEmpty();
    }

    @Test
    void whenOneDigestIsKnown_thenOnlyThat() {
        DataObject data = DataObject.ofDigest("SHA-512", DIGEST);

        assertThat(data.digest("SHA-512")).contains(DIGEST);
        assertThat(data.digest("SHA-256")).isEmpty();
    }
}
