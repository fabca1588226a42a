package dev.eresident.core.signature.pades;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSBoolean;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSNumber;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.apache.pdfbox.pdfparser.XrefTrailerResolver;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/**
 * The only class that touches PDFBox: opens one revision strictly, without repairs, and hands its objects out as own values. What PDFBox unpacks by itself (cross-reference and object
 * streams) is measured first. Loaded only when the library is there.
 */
final class PdfBoxBridge implements PdfObjects {
    private final PDDocument document;
    private final Parser parser;
    private final Map<PdfValue.Ref, PdfValue> cache = new HashMap<>();

    private PdfBoxBridge(PDDocument document, Parser parser) {
        this.document = document;
        this.parser = parser;
    }

    /**
     * Opens a revision.
     *
     * @param file the document
     * @param length where the revision ends
     * @param budget how much it may make us do
     * @return its objects
     * @throws ProtocolException PDF_MALFORMED, PDF_ENCRYPTED, PDF_TOO_COMPLEX
     */
    static PdfObjects open(byte[] file, int length, PdfBudget budget) {
        try {
            Parser parser = new Parser(file, length, budget);
            return new PdfBoxBridge(parser.parse(false), parser);
        } catch (InvalidPasswordException e) {
            throw new ProtocolException("PDF_ENCRYPTED", "The PDF needs a password to be read.", e);
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw malformed(e);
        }
    }

    private static ProtocolException malformed(Throwable cause) {
        return new ProtocolException("PDF_MALFORMED", "The PDF is not built as the standard asks.", cause);
    }

    @Override
    public PdfValue.Dict trailer() {
        COSDictionary trailer = document.getDocument().getTrailer();
        return trailer == null ? PdfValue.Dict.EMPTY : dict(trailer);
    }

    @Override
    public PdfValue get(PdfValue.Ref ref) {
        return cache.computeIfAbsent(ref, this::load);
    }

    private PdfValue load(PdfValue.Ref ref) {
        COSDocument objects = document.getDocument();
        COSObjectKey key = new COSObjectKey(ref.number(), ref.generation());
        if (!objects.getXrefTable().containsKey(key)) {
            return PdfValue.NOTHING;
        }
        try {
            COSBase value = objects.getObjectFromPool(key).getObject();
            parser.rethrow();
            return convert(value);
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw malformed(e);
        }
    }

    @Override
    public Map<PdfValue.Ref, Long> offsets() {
        Map<PdfValue.Ref, Long> offsets = new HashMap<>();
        document.getDocument()
                .getXrefTable()
                .forEach((key, offset) -> offsets.put(new PdfValue.Ref(key.getNumber(), key.getGeneration()), offset));
        return offsets;
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private static PdfValue convert(@Nullable COSBase value) {
        if (value instanceof COSObject reference) {
            COSObjectKey key = reference.getKey();
            return key == null ? PdfValue.NOTHING : new PdfValue.Ref(key.getNumber(), key.getGeneration());
        }
        if (value instanceof COSStream stream) {
            return new PdfValue.Stream(dict(stream), () -> stored(stream));
        }
        if (value instanceof COSDictionary dictionary) {
            return dict(dictionary);
        }
        if (value instanceof COSArray array) {
            List<PdfValue> items = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                items.add(convert(array.get(i)));
            }
            return new PdfValue.Array(items);
        }
        if (value instanceof COSName name) {
            return new PdfValue.Name(name.getName());
        }
        if (value instanceof COSString string) {
            return new PdfValue.Text(Bytes.of(string.getBytes()));
        }
        if (value instanceof COSNumber number) {
            return new PdfValue.Num(
                    number.floatValue() == number.longValue() ? number.longValue() : number.floatValue());
        }
        return value instanceof COSBoolean bool ? new PdfValue.Bool(bool.getValue()) : PdfValue.NOTHING;
    }

    private static PdfValue.Dict dict(COSDictionary dictionary) {
        Map<String, PdfValue> entries = new LinkedHashMap<>();
        for (Map.Entry<COSName, COSBase> entry : dictionary.entrySet()) {
            entries.put(entry.getKey().getName(), convert(entry.getValue()));
        }
        return new PdfValue.Dict(entries);
    }

    private static byte[] stored(COSStream stream) {
        try (InputStream in = stream.createRawInputStream()) {
            return in.readAllBytes();
        } catch (IOException | RuntimeException e) {
            throw malformed(e);
        }
    }

    /** PDFBox's parser, which unpacks nothing before it was measured, and remembers a failure that PDFBox only logs. */
    private static final class Parser extends PDFParser {
        private final PdfBudget budget;
        private final Set<Long> measured = new HashSet<>();
        private final byte[] file;
        private final Tables tables = new Tables();
        private boolean trailerRead;
        private @Nullable Exception failure;

        Parser(byte[] file, int length, PdfBudget budget) throws IOException {
            super(new RandomAccessReadBuffer(ByteBuffer.wrap(file, 0, length).slice()), "");
            this.file = file;
            this.budget = budget;
            this.xrefTrailerResolver = tables;
        }

        @Override
        protected COSDictionary retrieveTrailer() throws IOException {
            COSDictionary trailer = super.retrieveTrailer();
            trailerRead = true;
            return trailer;
        }

        @Override
        protected boolean parseXrefTable(long start) throws IOException {
            boolean read = super.parseXrefTable(start);
            FreeEntries.ofLines(file, (int) start, source.getPosition()).forEach(tables::free);
            return read;
        }

        @Override
        protected COSStream parseCOSStream(COSDictionary dictionary) throws IOException {
            COSStream stream = super.parseCOSStream(dictionary);
            if (!trailerRead) {
                long unpacked = measure(stream);
                COSArray widths = stream.getCOSArray(COSName.W);
                int width = 0;
                for (int i = 0; widths != null && i < widths.size(); i++) {
                    width += Math.max(0, Math.min(20, widths.getInt(i, 0)));
                }
                if (widths == null || width == 0) {
                    throw new IOException("A cross-reference stream has entries without bytes.");
                }
                budget.xrefEntries(unpacked / width);
                tables.stream(freed(stream, widths.getInt(0, 0), width));
            }
            return stream;
        }

        private static Set<Long> freed(COSStream stream, int typeWidth, int width) throws IOException {
            COSArray index = stream.getCOSArray(COSName.INDEX);
            List<Integer> sections = new ArrayList<>();
            for (int i = 0; index != null && i < index.size(); i++) {
                sections.add(index.getInt(i, 0));
            }
            try (InputStream rows = stream.createInputStream()) {
                List<Integer> all = List.of(0, stream.getInt(COSName.SIZE, 0));
                return FreeEntries.ofRows(rows, typeWidth, width, index == null ? all : sections);
            }
        }

        @Override
        protected synchronized COSBase parseObjectDynamically(COSObjectKey key, boolean plain) throws IOException {
            try {
                return super.parseObjectDynamically(key, plain);
            } catch (IOException | RuntimeException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }

        @Override
        protected COSBase parseObjectStreamObject(long number, COSObjectKey key) throws IOException {
            COSBase container =
                    document.getObjectFromPool(getObjectKey(number, 0)).getObject();
            if (!(container instanceof COSStream stream)
                    || !COSName.OBJ_STM.equals(stream.getCOSName(COSName.TYPE))
                    || stream.getInt(COSName.N) > 1_000_000) {
                throw new IOException("An object is said to be in what is no object stream.");
            }
            if (measured.add(number)) {
                measure(stream);
            }
            return super.parseObjectStreamObject(number, key);
        }

        /** Fails when PDFBox has swallowed a failure since it was asked last. */
        void rethrow() throws IOException {
            Exception e = failure;
            failure = null;
            if (e instanceof ProtocolException limit) {
                throw limit;
            }
            if (e != null) {
                throw new IOException(e);
            }
        }

        private long measure(COSStream stream) throws IOException {
            COSBase filter = single(stream.getFilters());
            byte[] stored = stored(stream);
            if (filter == null) {
                budget.unpacked(stored.length);
                budget.values(stored.length / 2);
                return stored.length;
            }
            if (!COSName.FLATE_DECODE.equals(filter)) {
                throw new IOException("A stream of objects is packed in an unusual way.");
            }
            COSBase parameters = single(stream.getDictionaryObject(COSName.DP, COSName.DECODE_PARMS));
            if (parameters != null && !(parameters instanceof COSDictionary d && sane(d))) {
                throw new IOException("A stream of objects is packed with unusual parameters.");
            }
            return budget.measure(stored);
        }

        private static @Nullable COSBase single(@Nullable COSBase value) throws IOException {
            if (value instanceof COSArray array) {
                if (array.size() > 1) {
                    throw new IOException("A stream of objects is packed more than once.");
                }
                return array.size() == 0 ? null : array.getObject(0);
            }
            return value;
        }

        private static boolean sane(COSDictionary parameters) {
            return within(parameters, COSName.COLUMNS, 65_536)
                    && within(parameters, COSName.COLORS, 8)
                    && within(parameters, COSName.BITS_PER_COMPONENT, 16)
                    && within(parameters, COSName.PREDICTOR, 15);
        }

        private static boolean within(COSDictionary parameters, COSName key, int most) {
            int value = parameters.getInt(key, 1);
            return value >= 1 && value <= most;
        }
    }

    /**
     * The tables of a file, which come newest first: the newest that names a number decides about it (ISO 32000-1 §7.5.6). PDFBox alone keeps what a newer table frees, and every
     * generation of a number, where a reader that shows the document does not.
     */
    private static final class Tables extends XrefTrailerResolver {
        private final Map<Long, Optional<COSObjectKey>> decided = new HashMap<>();
        private final Map<Long, Map.Entry<COSObjectKey, Long>> used = new HashMap<>();
        private final Set<Long> freed = new HashSet<>();
        private @Nullable Set<Long> inStream;

        /** Takes what a table frees, after its other entries. */
        void free(long number) {
            if (used.containsKey(number)) {
                throw twice();
            }
            freed.add(number);
        }

        /** Takes what a stream frees, before its other entries. When none is announced, it belongs to the table before it, for which it may say more. */
        void stream(Set<Long> numbers) {
            freed.addAll(takeStream());
            inStream = numbers;
        }

        private Set<Long> takeStream() {
            Set<Long> taken = inStream == null ? Set.of() : inStream;
            inStream = null;
            return taken;
        }

        @Override
        public void nextXrefObj(long start, XRefType type) {
            Set<Long> stream = takeStream();
            if (type == XRefType.TABLE) {
                freed.addAll(stream);
            }
            settle();
            if (type == XRefType.STREAM) {
                freed.addAll(stream);
            }
            super.nextXrefObj(start, type);
        }

        @Override
        public void setXRef(COSObjectKey key, long offset) {
            Map.Entry<COSObjectKey, Long> entry = Map.entry(key, offset);
            Map.Entry<COSObjectKey, Long> before = used.putIfAbsent(key.getNumber(), entry);
            boolean other = before != null && !before.equals(entry);
            if (inStream == null && (other || freed.contains(key.getNumber()))) {
                throw twice();
            }
            super.setXRef(key, offset);
        }

        private void settle() {
            used.forEach((number, entry) -> decided.putIfAbsent(number, Optional.of(entry.getKey())));
            freed.forEach(number -> decided.putIfAbsent(number, Optional.empty()));
            used.clear();
            freed.clear();
        }

        @Override
        public @Nullable Map<COSObjectKey, Long> getXrefTable() {
            Map<COSObjectKey, Long> all = super.getXrefTable();
            if (all == null) {
                return null;
            }
            freed.addAll(takeStream());
            settle();
            Map<COSObjectKey, Long> live = new HashMap<>(all);
            live.keySet().removeIf(key -> !Optional.of(key).equals(decided.get(key.getNumber())));
            return live;
        }

        /** Readers differ in which of two entries they believe. */
        private static ProtocolException twice() {
            return new ProtocolException("PDF_MALFORMED", "A table of the objects names one of them twice.");
        }
    }
}
