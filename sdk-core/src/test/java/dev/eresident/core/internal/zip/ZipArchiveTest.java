package dev.eresident.core.internal.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {
    private static final byte[] TEXT = "some content, some content, some content".getBytes(UTF_8);

    private static ZipForge two() {
        return two(part -> {});
    }

    private static ZipForge two(Consumer<ZipForge.Part> change) {
        return new ZipForge().stored("first.txt", TEXT).deflated("second.txt", TEXT, change);
    }

    private static ZipArchive open(byte[] bytes) throws IOException {
        return ZipArchive.open(ByteSource.of(bytes), ZipLimits.defaults());
    }

    /** Opens and reads everything. */
    private static void readAll(byte[] bytes) throws IOException {
        try (ZipArchive archive = open(bytes)) {
            for (ArchiveEntry entry : archive.entries()) {
                try (InputStream stream = archive.open(entry)) {
                    stream.transferTo(Nowhere.INSTANCE);
                }
            }
        }
    }

    private static ZipProblem problem(byte[] bytes) {
        Throwable thrown = catchThrowable(() -> readAll(bytes));
        assertThat(thrown).isInstanceOf(ZipFormatException.class);
        return ((ZipFormatException) thrown).problem();
    }

    private static final class Nowhere extends OutputStream {
        static final Nowhere INSTANCE = new Nowhere();

        @Override
        public void write(int b) {}

        @Override
        public void write(byte[] b, int off, int len) {}
    }

    @Nested
    class Reading {
        @Test
        void whenTheArchiveIsSound_thenEveryEntryIsRead() throws IOException {
            try (ZipArchive archive =
                    open(two().comment("made by hand".getBytes(UTF_8)).bytes())) {
                assertThat(archive.entries()).extracting(ArchiveEntry::name).containsExactly("first.txt", "second.txt");
                for (ArchiveEntry entry : archive.entries()) {
                    assertThat(archive.read(entry, 1000)).isEqualTo(TEXT);
                    assertThat(archive.read(entry, 1000)).as("read again").isEqualTo(TEXT);
                }
                assertThat(archive.find("third.txt")).isEmpty();
            }
        }

        @Test
        void whenTheJdkWroteIt_thenItIsRead() throws IOException {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("folder/"));
                zip.putNextEntry(new ZipEntry("folder/õäöü.txt"));
                zip.write(TEXT);
                zip.closeEntry();
            }
            try (ZipArchive archive = open(out.toByteArray())) {
                assertThat(archive.entries().get(0).folder()).isTrue();
                assertThat(archive.read(archive.find("folder/õäöü.txt").orElseThrow(), 1000))
                        .isEqualTo(TEXT);
            }
        }

        @Test
        void whenThereIsNoEntry_thenTheArchiveIsEmpty() throws IOException {
            assertThat(open(new ZipForge().bytes()).entries()).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"true,true", "true,false", "false,true", "false,false"})
        void whenADataDescriptorFollows_thenItIsCompared(boolean signed, boolean wide) throws IOException {
            readAll(two(part -> part.describe(signed, wide)).bytes());
            assertThat(problem(two(part -> {
                                part.describe(signed, wide);
                                part.descriptor[part.descriptor.length - 1] ^= 1;
                            })
                            .bytes()))
                    .isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenReadByFourThreads_thenEachSeesTheWholeContent() throws IOException {
            byte[] large = new byte[300_000];
            new Random(7).nextBytes(large);
            try (ZipArchive archive = open(new ZipForge()
                    .deflated("a", large, part -> {})
                    .stored("b", large)
                    .bytes())) {
                long right = IntStream.range(0, 64)
                        .parallel()
                        .filter(i -> {
                            try {
                                return Arrays.equals(
                                        large, archive.read(archive.entries().get(i % 2), 300_000));
                            } catch (IOException e) {
                                return false;
                            }
                        })
                        .count();
                assertThat(right).isEqualTo(64);
            }
        }

        @Test
        void whenAnEntryIsLargerThanAsked_thenItIsNotRead() throws IOException {
            try (ZipArchive archive = open(two().bytes())) {
                assertThat(catchThrowable(() -> archive.read(archive.entries().get(0), 10)))
                        .isInstanceOfSatisfying(
                                ZipFormatException.class,
                                e -> assertThat(e.problem()).isEqualTo(ZipProblem.LIMIT_EXCEEDED));
            }
        }
    }

    @Nested
    class NoArchive {
        @Test
        void whenThereAreNoBytes_thenItSaysEmpty() {
            assertThat(problem(new byte[0])).isEqualTo(ZipProblem.EMPTY_FILE);
        }

        @Test
        void whenItIsSomethingElse_thenItSaysSo() {
            assertThat(problem("%PDF-1.7 and so on".getBytes(UTF_8))).isEqualTo(ZipProblem.NOT_A_ZIP);
        }

        @Test
        void whenCutAtAnyByte_thenItNeverOpens() {
            byte[] whole = two(part -> part.describe(true, false))
                    .comment(new byte[] {'x', 'y'})
                    .bytes();
            for (int length = 1; length < whole.length; length++) {
                assertThat(problem(Arrays.copyOf(whole, length)))
                        .as("first %d bytes", length)
                        .isEqualTo(ZipProblem.TRUNCATED);
            }
        }

        @Test
        void whenAnyBitIsFlipped_thenNothingIsReadDifferently() throws IOException {
            byte[] whole = two().bytes();
            for (int bit = 0; bit < whole.length * 8; bit++) {
                byte[] changed = whole.clone();
                changed[bit / 8] ^= (byte) (1 << (bit % 8));
                try (ZipArchive archive = open(changed)) {
                    for (ArchiveEntry entry : archive.entries()) {
                        assertThat(archive.read(entry, 1000)).isEqualTo(TEXT);
                    }
                } catch (ZipFormatException e) {
                    assertThat(e.problem()).isNotNull();
                }
            }
        }

        @Test
        void whenTheFileIsMissingOrAFolder_thenOpeningFails(@TempDir Path folder) {
            assertThat(catchThrowable(() -> ByteSource.open(folder.resolve("none"))))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(catchThrowable(() -> ByteSource.open(folder))).isInstanceOf(IOException.class);
        }
    }

    @Nested
    class HiddenData {
        @Test
        void whenDataStandsInFront_thenItIsRefused() {
            assertThat(problem(two().prefix("%PDF-1.7\n").bytes())).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenDataStandsInFrontAndOffsetsIgnoreIt_thenItIsRefused() {
            byte[] zip = two().bytes();
            byte[] both = Arrays.copyOf("MZ-stub".getBytes(UTF_8), 7 + zip.length);
            System.arraycopy(zip, 0, both, 7, zip.length);
            assertThat(problem(both)).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenDataStandsBetweenEntries_thenItIsRefused() {
            byte[] zip = new ZipForge()
                    .stored("a", TEXT, part -> part.after = new byte[] {1})
                    .stored("b", TEXT)
                    .bytes();
            assertThat(problem(zip)).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenAnEntryIsMissingFromTheDirectory_thenItIsRefused() {
            byte[] hidden = new ZipForge().stored("hidden", TEXT).bytes();
            int recordLength = 30 + 6 + TEXT.length;
            byte[] record = Arrays.copyOf(hidden, recordLength);
            assertThat(problem(two().beforeDirectory(record).bytes())).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenDataStandsBehindTheEnd_thenItIsRefused() {
            assertThat(problem(two().trailer(new byte[] {1, 2, 3}).bytes())).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenTheCommentHoldsASecondEndRecord_thenItIsRefused() {
            byte[] other = new ZipForge().bytes();
            assertThat(problem(two().comment(other).bytes())).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenTheCommentHoldsAnEndRecordThatOthersWouldTake_thenItIsRefused() {
            byte[] other = Arrays.copyOf(two().bytes(), two().bytes().length + 3);
            assertThat(problem(two().comment(other).bytes())).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenDataStandsBehindTheCompressedStream_thenItIsRefused() {
            byte[] zip = two(part -> {
                        part.data = Arrays.copyOf(part.data, part.data.length + 3);
                        part.both(header -> header.packed += 3);
                    })
                    .bytes();
            assertThat(problem(zip)).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenTwoEntriesShareTheirData_thenItIsRefused() {
            byte[] zip = new ZipForge()
                    .stored("a", TEXT)
                    .stored("b", TEXT, part -> part.offsetLie = -(30 + 1 + TEXT.length))
                    .bytes();
            assertThat(problem(zip)).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 1})
        void whenTheCountIsWrong_thenItIsRefused(int difference) {
            assertThat(problem(two().countOffset(difference).bytes())).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenItClaimsSeveralDisks_thenItIsRefused() {
            assertThat(problem(two().diskNumber(1).bytes())).isEqualTo(ZipProblem.INCONSISTENT);
        }
    }

    @Nested
    class SplitView {
        private void refused(Consumer<ZipForge.Part> lie) {
            assertThat(problem(two(lie).bytes())).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenTheLocalNameDiffers_thenItIsRefused() {
            refused(part -> part.local.name = "sec0nd.txt".getBytes(UTF_8));
        }

        @Test
        void whenTheLocalMethodDiffers_thenItIsRefused() {
            refused(part -> part.local.method = 0);
        }

        @Test
        void whenTheLocalChecksumDiffers_thenItIsRefused() {
            refused(part -> part.local.crc ^= 1);
        }

        @Test
        void whenTheLocalSizeDiffers_thenItIsRefused() {
            refused(part -> part.local.size -= 1);
        }

        @Test
        void whenTheLocalPackedSizeDiffers_thenItIsRefused() {
            refused(part -> part.local.packed -= 1);
        }

        @Test
        void whenTheLocalFlagsDiffer_thenItIsRefused() {
            refused(part -> part.local.flags |= 1 << 11);
        }

        @Test
        void whenBothChecksumsAreWrong_thenTheEndOfTheStreamSaysSo() {
            refused(part -> part.both(header -> header.crc ^= 1));
        }

        @Test
        void whenBothSizesAreTooSmall_thenReadingStops() {
            refused(part -> part.both(header -> header.size -= 1));
        }

        @Test
        void whenBothSizesAreTooLarge_thenTheEndOfTheStreamSaysSo() {
            refused(part -> part.both(header -> header.size += 1));
        }

        @Test
        void whenAUnicodePathNamesAnotherFile_thenItIsRefused() {
            refused(part -> part.both(header -> header.extra = unicodePath(header.name, "other.txt")));
        }

        @Test
        void whenOnlyTheLocalHeaderHasAnotherUnicodePath_thenItIsRefused() {
            refused(part -> part.local.extra = unicodePath(part.local.name, "other.txt"));
        }

        @Test
        void whenAnExtraFieldIsCutOff_thenItIsRefused() {
            refused(part -> part.central.extra = new byte[] {1, 0, 9, 0, 1});
        }

        @Test
        void whenAStoredEntryHasTwoSizes_thenItIsRefused() {
            byte[] zip = new ZipForge()
                    .stored("a", TEXT, part -> part.both(header -> header.size += 1))
                    .bytes();
            assertThat(problem(zip)).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenAFolderHasContent_thenItIsRefused() {
            assertThat(problem(new ZipForge().stored("folder/", TEXT).bytes())).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenTheCompressedBytesAreDamaged_thenReadingSaysSo() {
            refused(part -> part.data[0] = (byte) 0xff);
        }
    }

    private static byte[] unicodePath(byte[] headerName, String name) {
        CRC32 crc = new CRC32();
        crc.update(headerName);
        byte[] path = name.getBytes(UTF_8);
        ByteBuffer field = ByteBuffer.allocate(5 + path.length).order(ByteOrder.LITTLE_ENDIAN);
        field.put((byte) 1).putInt((int) crc.getValue()).put(path);
        return ZipForge.extra(0x7075, field.array());
    }

    @Nested
    class Refused {
        @ParameterizedTest
        @ValueSource(ints = {0, 6, 13})
        void whenAnEncryptionFlagIsSet_thenItSaysEncrypted(int bit) {
            assertThat(problem(two(part -> part.both(header -> header.flags |= 1 << bit))
                            .bytes()))
                    .isEqualTo(ZipProblem.ENCRYPTED);
        }

        @Test
        void whenEncryptedWithAes_thenItSaysEncrypted() {
            assertThat(problem(
                            two(part -> part.both(header -> header.method = 99)).bytes()))
                    .isEqualTo(ZipProblem.ENCRYPTED);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 6, 9, 12, 14, 93, 95})
        void whenTheMethodIsAnother_thenItSaysUnsupported(int method) {
            assertThat(problem(two(part -> part.both(header -> header.method = method))
                            .bytes()))
                    .isEqualTo(ZipProblem.UNSUPPORTED_METHOD);
        }

        @Test
        void whenTwoEntriesHaveTheSameName_thenItSaysDuplicate() {
            assertThat(problem(new ZipForge()
                            .stored("a", TEXT)
                            .stored("a", "other")
                            .bytes()))
                    .isEqualTo(ZipProblem.DUPLICATE);
        }

        @Test
        void whenAFileAndAFolderHaveTheSameName_thenItSaysDuplicate() {
            assertThat(problem(new ZipForge().stored("a", TEXT).stored("a/", "").bytes()))
                    .isEqualTo(ZipProblem.DUPLICATE);
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/etc/passwd",
                    "../a",
                    "a/../b",
                    "./a",
                    "a/./b",
                    "a//b",
                    "a\\b",
                    "a\nb",
                    "a\u0000b",
                    "a\u007fb",
                    "C:/a",
                    "..",
                    "a/..",
                    "//"
                })
        void whenANameIsDangerous_thenItIsRefused(String name) {
            assertThat(problem(new ZipForge().stored(name, TEXT).bytes())).isEqualTo(ZipProblem.BAD_NAME);
        }

        @ParameterizedTest
        @ValueSource(strings = {"...", ".a", "a..b", "a b+%20.txt", "x: y", "a/b/c", "#&'()[]{}~"})
        void whenANameIsOnlyUnusual_thenItIsAccepted(String name) throws IOException {
            assertThat(open(new ZipForge().stored(name, TEXT).bytes()).find(name))
                    .isPresent();
        }

        @Test
        void whenANameIsEmptyOrTooLong_thenItIsRefused() {
            assertThat(problem(new ZipForge().stored("", TEXT).bytes())).isEqualTo(ZipProblem.BAD_NAME);
            assertThat(problem(new ZipForge().stored("a".repeat(1025), TEXT).bytes()))
                    .isEqualTo(ZipProblem.BAD_NAME);
        }

        @Test
        void whenMarkedAsUtf8AndItIsNot_thenItIsRefused() {
            byte[] overlong = {'a', (byte) 0xc0, (byte) 0xaf};
            assertThat(problem(new ZipForge()
                            .raw(overlong, TEXT, part -> part.both(header -> header.flags |= 1 << 11))
                            .bytes()))
                    .isEqualTo(ZipProblem.BAD_NAME);
        }

        @Test
        void whenNotMarkedAndNotAscii_thenItIsReadAsCodePage437() throws IOException {
            byte[] name = {(byte) 0x84, (byte) 0x94, (byte) 0x81, (byte) 0xe1, (byte) 0xff};
            ArchiveEntry entry = open(new ZipForge().raw(name, TEXT, part -> {}).bytes())
                    .entries()
                    .get(0);
            assertThat(entry.name()).isEqualTo("äöüß\u00a0");
            assertThat(entry.nameEncoding()).isEqualTo(ArchiveEntry.NameEncoding.CP_437);
        }

        @Test
        void whenAUnicodePathExplainsAnUnmarkedName_thenItIsTheName() throws IOException {
            byte[] name = {(byte) 0x84};
            ArchiveEntry entry = open(new ZipForge()
                            .raw(name, TEXT, part -> part.both(header -> header.extra = unicodePath(name, "ä")))
                            .bytes())
                    .entries()
                    .get(0);
            assertThat(entry.name()).isEqualTo("ä");
            assertThat(entry.nameEncoding()).isEqualTo(ArchiveEntry.NameEncoding.UTF_8);
        }

        @Test
        void whenARefusalNamesAnEntry_thenTheMessageDoesNot() {
            Throwable thrown = catchThrowable(() ->
                    open(new ZipForge().stored("../Mari Maasikas.pdf", TEXT).bytes()));
            assertThat(thrown).hasMessageNotContaining("Mari");
            assertThat(((ZipFormatException) thrown).entry()).contains("../Mari Maasikas.pdf");
        }
    }

    @Nested
    class Limits {
        private byte[] many(int count) {
            ZipForge forge = new ZipForge();
            IntStream.range(0, count).forEach(i -> forge.stored("f" + i, new byte[0]));
            return forge.bytes();
        }

        @Test
        void whenTenThousandEntries_thenItOpensAndOneMoreIsRefused() throws IOException {
            assertThat(open(many(9_999)).entries()).hasSize(9_999);
            assertThat(open(many(10_000)).entries()).hasSize(10_000);
            assertThat(problem(many(10_001))).isEqualTo(ZipProblem.LIMIT_EXCEEDED);
        }

        @Test
        void whenAnEntryIsABomb_thenItIsRefusedUnread() {
            byte[] zip = new ZipForge()
                    .deflated("bomb", new byte[2 << 20], part -> {})
                    .bytes();
            assertThat(problem(zip)).isEqualTo(ZipProblem.LIMIT_EXCEEDED);
        }

        @Test
        void whenManySmallEntriesAreABombTogether_thenItIsRefused() {
            ZipForge forge = new ZipForge();
            IntStream.range(0, 20).forEach(i -> forge.deflated("bomb" + i, new byte[100_000], part -> {}));
            assertThat(problem(forge.bytes())).isEqualTo(ZipProblem.LIMIT_EXCEEDED);
        }

        @Test
        void whenABombDeclaresASmallSize_thenReadingStopsThere() throws IOException {
            byte[] zip = new ZipForge()
                    .deflated("bomb", new byte[8 << 20], part -> part.both(header -> header.size = 1000))
                    .bytes();
            try (ZipArchive archive = open(zip);
                    InputStream stream = archive.open(archive.entries().get(0))) {
                assertThat(catchThrowable(stream::readAllBytes)).isInstanceOf(ZipFormatException.class);
            }
        }

        @Test
        void whenTheRatioIsHighBelowOneMebibyte_thenItIsAccepted() throws IOException {
            readAll(new ZipForge()
                    .deflated("sheet", new byte[1 << 20], part -> {})
                    .bytes());
        }

        @Test
        void whenTheTotalIsTooLarge_thenItIsRefused() {
            ZipLimits small = ZipLimits.defaults().withMaxTotalBytes(2L * TEXT.length - 1);
            assertThat(catchThrowable(() -> ZipArchive.open(ByteSource.of(two().bytes()), small)))
                    .isInstanceOfSatisfying(
                            ZipFormatException.class,
                            e -> assertThat(e.problem()).isEqualTo(ZipProblem.LIMIT_EXCEEDED));
        }
    }

    @Nested
    class Zip64 {
        private void widen(ZipForge.Header header) {
            header.extra = ZipForge.extra(1, ZipForge.longs(header.size, header.packed));
            header.size = 0xffff_ffffL;
            header.packed = 0xffff_ffffL;
        }

        @Test
        void whenSizesStandIn64BitFields_thenTheyAreRead() throws IOException {
            readAll(two(part -> part.both(this::widen)).bytes());
            readAll(two(part -> widen(part.local)).bytes());
            readAll(two(part -> widen(part.central)).zip64().bytes());
        }

        @Test
        void whenA64BitSizeLies_thenItIsRefused() {
            assertThat(problem(two(part -> {
                                part.local.size += 1;
                                widen(part.local);
                            })
                            .bytes()))
                    .isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenThe64BitFieldIsMissingOrNegative_thenItIsRefused() {
            assertThat(problem(two(part -> part.central.size = 0xffff_ffffL).bytes()))
                    .isEqualTo(ZipProblem.INCONSISTENT);
            assertThat(problem(two(part -> {
                                part.central.extra = ZipForge.extra(1, ZipForge.longs(-1));
                                part.central.size = 0xffff_ffffL;
                            })
                            .bytes()))
                    .isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenThe64BitEndRecordContradictsTheOther_thenItIsRefused() {
            assertThat(problem(two().zip64CountOffset(-1).bytes())).isEqualTo(ZipProblem.INCONSISTENT);
        }

        @Test
        void whenAnEntryIsLargerThan4GiB_thenItsDirectoryIsUnderstood() throws IOException {
            long size = (4L << 30) + 5;
            byte[] head = new ZipForge()
                    .stored(
                            "large.bin",
                            new byte[0],
                            part -> part.both(header -> {
                                header.size = size;
                                header.packed = size;
                                widen(header);
                            }))
                    .bytes();
            int dataAt = 30 + 9 + 20;
            byte[] tail = Arrays.copyOfRange(head, dataAt, head.length);
            // The forge counted no content, so the directory's offset in the end record has to move behind it.
            byte[] end = new byte[56 + 20 + 22];
            ByteBuffer wide = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
            long directorySize = tail.length - 22L;
            long directoryAt = dataAt + size;
            wide.putInt(0x06064b50).putLong(44).putInt(0x2d002d).putInt(0).putInt(0);
            wide.putLong(1).putLong(1).putLong(directorySize).putLong(directoryAt);
            wide.putInt(0x07064b50)
                    .putInt(0)
                    .putLong(directoryAt + directorySize)
                    .putInt(1);
            wide.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
            wide.putInt((int) directorySize).putInt(-1).putShort((short) 0);
            byte[] directory = Arrays.copyOf(tail, (int) directorySize);
            ByteSource sparse = new Sparse(List.of(
                    new Piece(0, ByteBuffer.wrap(Arrays.copyOf(head, dataAt))),
                    new Piece(directoryAt, ByteBuffer.wrap(directory)),
                    new Piece(directoryAt + directorySize, ByteBuffer.wrap(end))));
            try (ZipArchive archive = ZipArchive.open(sparse, ZipLimits.defaults())) {
                assertThat(archive.entries().get(0).size()).isEqualTo(size);
            }
        }
    }

    private record Piece(long at, ByteBuffer bytes) {}

    /** Zeroes with pieces in between, of any size. */
    private record Sparse(List<Piece> pieces) implements ByteSource {
        @Override
        public long size() {
            Piece last = pieces.get(pieces.size() - 1);
            return last.at() + last.bytes().capacity();
        }

        @Override
        public int read(long position, ByteBuffer target) {
            if (position >= size()) {
                return -1;
            }
            byte value = 0;
            for (Piece piece : pieces) {
                if (position >= piece.at()
                        && position < piece.at() + piece.bytes().capacity()) {
                    value = piece.bytes().get((int) (position - piece.at()));
                }
            }
            target.put(value);
            return 1;
        }

        @Override
        public void close() {}
    }

    @Nested
    class LargeFiles {
        @Test
        void when200MegabytesAreStored_thenReadingAsksForSmallPiecesOnly(@TempDir Path folder) throws IOException {
            int size = 200 << 20;
            Path file = folder.resolve("large.zip");
            writeSparse(file, size);
            AtomicLong largest = new AtomicLong();
            AtomicLong total = new AtomicLong();
            try (ByteSource disk = ByteSource.open(file);
                    ZipArchive archive = ZipArchive.open(new Counting(disk, largest, total), ZipLimits.defaults());
                    InputStream stream = archive.open(archive.entries().get(0))) {
                byte[] buffer = new byte[1 << 20];
                long read = 0;
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    read += count;
                }
                assertThat(read).isEqualTo(size);
            }
            assertThat(largest.get()).isLessThanOrEqualTo(66_000);
            assertThat(total.get()).as("read once").isLessThan(size + 200_000L);
        }

        private void writeSparse(Path file, int size) throws IOException {
            CRC32 crc = new CRC32();
            byte[] zeroes = new byte[1 << 20];
            for (int i = 0; i < size >> 20; i++) {
                crc.update(zeroes);
            }
            byte[] zip = new ZipForge()
                    .stored(
                            "large.bin",
                            new byte[0],
                            part -> part.both(header -> {
                                header.crc = crc.getValue();
                                header.size = size;
                                header.packed = size;
                            }))
                    .bytes();
            int dataAt = 30 + 9;
            ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(zip.length - 6, dataAt + size);
            try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(zip, 0, dataAt));
                channel.position(dataAt + (long) size);
                channel.write(ByteBuffer.wrap(zip, dataAt, zip.length - dataAt));
            }
        }
    }

    private record Counting(ByteSource source, AtomicLong largest, AtomicLong total) implements ByteSource {
        @Override
        public long size() {
            return source.size();
        }

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            largest.accumulateAndGet(target.remaining(), Math::max);
            int count = source.read(position, target);
            total.addAndGet(Math.max(0, count));
            return count;
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
