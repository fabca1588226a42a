package dev.eresident.core.existence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.TrustException;
import dev.eresident.core.existence.OpenTimestamp.Attestation;
import dev.eresident.core.existence.OpenTimestampStatus.Attested;
import dev.eresident.core.existence.OpenTimestampStatus.Kind;
import dev.eresident.core.existence.OpenTimestampStatus.Pending;
import dev.eresident.core.existence.OpenTimestampStatus.Problem;
import dev.eresident.core.existence.OpenTimestampStatus.Unacceptable;
import dev.eresident.core.internal.crypto.ChainDigests;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenTimestamps proofs written by hand, octet by octet (signatures reference §15.2). */
class OpenTimestampTest {
    private static final String MAGIC = "004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294";
    private static final byte[] FILE = "a file".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DIGEST = DigestAlgorithm.SHA256.digest(FILE);
    private static final Instant EARLY = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant LATE = Instant.parse("2021-01-01T00:00:00Z");
    private static final String OTHER_ROOT = "11".repeat(32);

    private final Map<Long, BlockHeader> chain = new HashMap<>();
    private final List<Long> asked = new ArrayList<>();

    private static String hex(byte[] value) {
        return Bytes.of(value).hex();
    }

    private static String proof(String tree) {
        return MAGIC + "01" + "08" + hex(DIGEST) + tree;
    }

    private static String attestation(String tag, String payload) {
        int size = payload.length() / 2;
        String length =
                size < 0x80 ? String.format("%02x", size) : String.format("%02x%02x", (size & 0x7f) | 0x80, size >> 7);
        return "00" + tag + length + payload;
    }

    private static String bitcoin(String height) {
        return attestation("0588960d73d71901", height);
    }

    private static String pending(String address) {
        return attestation(
                "83dfe30d2ef90c8e",
                String.format("%02x", address.length()) + hex(address.getBytes(StandardCharsets.US_ASCII)));
    }

    private static OpenTimestamp parse(String hex) {
        return OpenTimestamp.parse(Bytes.fromHex(hex).toByteArray());
    }

    private OpenTimestampStatus check(String hex, byte[] file) {
        BlockHeaderSource source = height -> {
            asked.add(height);
            return Optional.ofNullable(chain.get(height));
        };
        return OpenTimestampCheck.with(source).check(parse(hex), DataObject.of(Bytes.of(file)));
    }

    private void block(long height, byte[] root, Instant time) {
        chain.put(height, new BlockHeader(Bytes.of(root), time));
    }

    private static void assertUnreadable(String hex, String why) {
        assertThatThrownBy(() -> parse(hex))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo("OPEN_TIMESTAMP_UNREADABLE"))
                .hasMessageContaining(why);
    }

    private static void assertRefused(OpenTimestampStatus status, Problem problem) {
        assertThat(status)
                .isInstanceOfSatisfying(
                        Unacceptable.class, no -> assertThat(no.problem()).isEqualTo(problem));
    }

    @Nested
    class Reading {
        private void assertValue(String operations, String value) {
            assertThat(parse(proof(operations + bitcoin("05"))).attestations())
                    .containsExactly(new Attestation.Bitcoin(Bytes.fromHex(value), 5));
        }

        @Test
        void whenAnOperation_thenItsResult() {
            String digest = hex(DIGEST);
            assertValue("", digest);
            assertValue("f002aabb", digest + "aabb");
            assertValue("f102aabb", "aabb" + digest);
            assertValue("02", hex(DigestAlgorithm.SHA1.digest(DIGEST)));
            assertValue("03", hex(ChainDigests.ripemd160(DIGEST)));
            assertValue("08", hex(DigestAlgorithm.SHA256.digest(DIGEST)));
            assertValue("67", hex(ChainDigests.keccak256(DIGEST)));
            assertValue(
                    "f2",
                    hex(new StringBuilder(new String(DIGEST, StandardCharsets.ISO_8859_1))
                            .reverse()
                            .toString()
                            .getBytes(StandardCharsets.ISO_8859_1)));
            assertValue("f3", hex(digest.getBytes(StandardCharsets.US_ASCII)));
        }

        @Test
        void whenThePathForks_thenEachBranchStartsFromTheSameValue() {
            OpenTimestamp stamp = parse(proof(
                    "ff" + "f001aa" + bitcoin("01") + "ff" + pending("https://a.example") + "f001bb" + bitcoin("02")));

            assertThat(stamp.attestations())
                    .containsExactly(
                            new Attestation.Bitcoin(Bytes.fromHex(hex(DIGEST) + "aa"), 1),
                            new Attestation.Pending(Bytes.of(DIGEST), "https://a.example"),
                            new Attestation.Bitcoin(Bytes.fromHex(hex(DIGEST) + "bb"), 2));
        }

        @Test
        void whenForkedInsideAFork_thenTheInnerBranchesComeFirst() {
            OpenTimestamp stamp = parse(proof(
                    "ff" + "f001aa" + "ff" + "f001cc" + bitcoin("01") + bitcoin("02") + "f001bb" + bitcoin("03")));

            assertThat(stamp.attestations())
                    .containsExactly(
                            new Attestation.Bitcoin(Bytes.fromHex(hex(DIGEST) + "aacc"), 1),
                            new Attestation.Bitcoin(Bytes.fromHex(hex(DIGEST) + "aa"), 2),
                            new Attestation.Bitcoin(Bytes.fromHex(hex(DIGEST) + "bb"), 3));
        }

        @ParameterizedTest
        @CsvSource({"02, 20, SHA-1", "03, 20, RIPEMD-160", "08, 32, SHA-256", "67, 32, KECCAK-256"})
        void whenTheFileIsDigested_thenTheAlgorithmIsNamed(String operation, int size, String name) {
            OpenTimestamp stamp = parse(MAGIC + "01" + operation + "ab".repeat(size) + bitcoin("05"));

            assertThat(stamp.fileDigestAlgorithm()).isEqualTo(name);
            assertThat(stamp.fileDigest()).isEqualTo(Bytes.fromHex("ab".repeat(size)));
        }

        @Test
        void whenTheHeightIsLarge_thenReadInGroupsOfSevenBits() {
            assertThat(parse(proof(bitcoin("80897a"))).attestations())
                    .containsExactly(new Attestation.Bitcoin(Bytes.of(DIGEST), 2000000L));
        }

        @Test
        void whenAnAttestationIsNotKnown_thenKept() {
            assertThat(parse(proof(attestation("0102030405060708", "ffff"))).attestations())
                    .containsExactly(new Attestation.Unknown(Bytes.fromHex("0102030405060708")));
        }
    }

    @Nested
    class Limits {
        @Test
        void whenCutOffAnywhere_thenRefused() {
            String whole = proof("f002aabb08" + bitcoin("05"));
            for (int i = 0; i < whole.length(); i += 2) {
                String cut = whole.substring(0, i);
                assertUnreadable(cut, ".");
            }
        }

        @Test
        void whenOutOfShape_thenRefused() {
            assertUnreadable("01" + proof(bitcoin("05")).substring(2), "does not begin");
            assertUnreadable(MAGIC + "02" + "08" + hex(DIGEST) + bitcoin("05"), "version");
            assertUnreadable(MAGIC + "01" + "09" + hex(DIGEST) + bitcoin("05"), "digest of its file");
            assertUnreadable(proof("ffff" + bitcoin("05") + bitcoin("05") + bitcoin("05")), "leads to another one");
            assertUnreadable(proof("09" + bitcoin("05")), "operation is not known");
            assertUnreadable(proof("f000" + bitcoin("05")), "argument is empty");
            assertUnreadable(proof(bitcoin("05")) + "00", "bytes follow");
            assertUnreadable(proof(bitcoin("0500")), "more than it should");
            assertUnreadable(proof(bitcoin("")), "cut off");
            assertUnreadable(proof(bitcoin("808080808001")), "number is too large");
            assertUnreadable(proof(pending("https://a.example/?q")), "address");
            assertUnreadable(proof(pending("")), "address");
        }

        @Test
        void whenLongerThanALimit_thenRefused() {
            String sixteen = "f010" + "00".repeat(16);
            assertThat(parse(proof("08".repeat(256) + bitcoin("05"))).attestations())
                    .hasSize(1);
            assertUnreadable(proof("08".repeat(257) + bitcoin("05")), "256");
            assertThat(parse(proof(sixteen.repeat(254) + bitcoin("05"))).attestations())
                    .hasSize(1);
            assertUnreadable(proof(sixteen.repeat(255) + bitcoin("05")), "4096");
            assertUnreadable(proof("f0" + "8120" + "00".repeat(4097) + bitcoin("05")), "more than 4096");
            assertThat(parse(proof(attestation("0102030405060708", "00".repeat(8192))))
                            .attestations())
                    .hasSize(1);
            assertUnreadable(proof(attestation("0102030405060708", "00".repeat(8193))), "more than 8192");
            assertThat(parse(proof(("ff" + bitcoin("05")).repeat(999) + bitcoin("05")))
                            .attestations())
                    .hasSize(1000);
            assertUnreadable(proof(("ff" + bitcoin("05")).repeat(1000) + bitcoin("05")), "1000 attestations");
            assertThat(parse(proof(("ff" + "08".repeat(200) + bitcoin("05")).repeat(50) + bitcoin("05")))
                            .attestations())
                    .hasSize(51);
            assertUnreadable(proof(("ff" + "08".repeat(200) + bitcoin("05")).repeat(51) + bitcoin("05")), "10000");
            assertThatThrownBy(() -> OpenTimestamp.parse(new byte[256 * 1024])).hasMessageContaining("does not begin");
            assertThatThrownBy(() -> OpenTimestamp.parse(new byte[256 * 1024 + 1]))
                    .hasMessageContaining("more than 262144 bytes");
        }
    }

    @Nested
    class Checking {
        @Test
        void whenABlockAttests_thenItsTime() {
            block(5, DIGEST, LATE);

            OpenTimestampStatus status = check(proof(bitcoin("05")), FILE);

            assertThat(status).isEqualTo(new Attested(LATE, 5));
            assertThat(status.kind()).isEqualTo(Kind.ATTESTED);
            assertThat(status.orElseThrow().before()).isEqualTo(LATE);
        }

        @Test
        void whenSeveralBlocksAttest_thenTheEarliest() {
            block(5, DIGEST, LATE);
            block(4, DIGEST, EARLY);
            block(6, DIGEST, LATE);

            assertThat(check(proof("ff" + bitcoin("05") + "ff" + bitcoin("04") + bitcoin("06")), FILE))
                    .isEqualTo(new Attested(EARLY, 4));
        }

        @Test
        void whenTheFileIsAnother_thenRefusedAndNoBlockIsAsked() {
            block(5, DIGEST, LATE);

            OpenTimestampStatus status = check(proof(bitcoin("05")), new byte[] {1});

            assertRefused(status, Problem.DATA_MISMATCH);
            assertThat(status.kind()).isEqualTo(Kind.UNACCEPTABLE);
            assertThat(asked).isEmpty();
            assertThatThrownBy(status::orElseThrow).isInstanceOf(TrustException.class);
        }

        @Test
        void whenTheDigestIsNotThere_thenRefused() {
            assertRefused(
                    check(MAGIC + "01" + "67" + "ab".repeat(32) + bitcoin("05"), FILE), Problem.DATA_DIGEST_MISSING);
        }

        @Test
        void whenTheBlockHasAnotherRoot_thenRefused_unlessAnotherOneAttests() {
            block(5, Bytes.fromHex(OTHER_ROOT).toByteArray(), EARLY);
            block(6, DIGEST, LATE);

            assertRefused(check(proof(bitcoin("05")), FILE), Problem.BLOCK_MISMATCH);
            assertRefused(
                    check(proof("ff" + pending("https://a.example") + bitcoin("05")), FILE), Problem.BLOCK_MISMATCH);
            assertThat(check(proof("ff" + bitcoin("05") + bitcoin("06")), FILE)).isEqualTo(new Attested(LATE, 6));
        }

        @Test
        void whenOnlyPromised_thenPending() {
            OpenTimestampStatus status = check(proof("ff" + pending("https://a.example") + bitcoin("07")), FILE);

            assertThat(status).isEqualTo(new Pending(List.of("https://a.example"), List.of(7L)));
            assertThat(status.kind()).isEqualTo(Kind.PENDING);
            assertThat(check(proof(bitcoin("07")), FILE).kind()).isEqualTo(Kind.PENDING);
        }

        @Test
        void whenOnlyUnknownAttestations_thenRefused() {
            assertRefused(check(proof(attestation("0102030405060708", "")), FILE), Problem.NO_KNOWN_ATTESTATION);
        }

        @Test
        void whenManyBlocksAreNamed_thenEachIsAskedOnceAndAtMost32() {
            StringBuilder tree = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                tree.append("ff").append(bitcoin(String.format("%02x", i % 50)));
            }

            assertThat(check(proof(tree + bitcoin("00")), FILE).kind()).isEqualTo(Kind.PENDING);
            assertThat(asked).hasSize(32).doesNotHaveDuplicates();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "00", "zz"})
        void whenAPrintedRootIsNone_thenRefused(String printed) {
            assertThatIllegalArgumentException().isThrownBy(() -> BlockHeader.ofPrinted(printed, LATE));
        }

        @Test
        void whenAnExplorerPrintsTheRoot_thenItIsTurned() {
            String printed = "01".repeat(31) + "ff";

            assertThat(BlockHeader.ofPrinted(printed, LATE).merkleRoot().hex()).isEqualTo("ff" + "01".repeat(31));
        }
    }
}
