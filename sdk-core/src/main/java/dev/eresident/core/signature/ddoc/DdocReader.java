package dev.eresident.core.signature.ddoc;

import dev.eresident.core.Bytes;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.XmlChildren;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.internal.xml.XmlLimits;
import dev.eresident.core.internal.xml.XmlReading;
import dev.eresident.core.signature.Finding;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.validation.DisplayName;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a document in one pass: data files are hashed and forgotten, signatures are kept as trees. One use, one thread. */
final class DdocReader implements XmlChildren {
    /** For a thousand signatures of 30 KB; data files do not count. */
    static final XmlLimits LIMITS = new XmlLimits(32 << 20, 500_000, 64, 256);

    private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final int MAX_FILES = 10_000;
    private static final int MAX_SIGNATURES = 2_000;
    private static final int MAX_ATTRIBUTE = 1024;
    private static final int MAX_FINDINGS = 100;
    private static final String BASE64 = "EMBEDDED_BASE64";
    private static final String HASHCODE = "HASHCODE";

    private final List<DdocFile> files = new ArrayList<>(1);
    private final List<XmlElement> signatures = new ArrayList<>(1);
    private final List<Finding> findings = new ArrayList<>(2);
    private final Set<String> ids = new HashSet<>();
    private Optional<DdocVersion> version = Optional.empty();
    private boolean duplicateIds;
    private @Nullable XmlElement file;
    private @Nullable DataFileText text;

    private DdocReader() {}

    /**
     * Reads.
     *
     * @throws ProtocolException when it is not well-formed, or over a limit, as {@link XmlReading#children}
     * @throws IOException when the stream cannot be read
     */
    static DdocDocument read(InputStream document, XmlReading xml) throws IOException {
        DdocReader reader = new DdocReader();
        xml.children(withoutMarks(document), reader);
        return new DdocDocument(reader.version, reader.files, reader.signatures, reader.duplicateIds, reader.findings);
    }

    @Override
    public void root(XmlElement root) {
        if (!root.name().equals("SignedDoc")) {
            throw new ProtocolException("XML_STRUCTURE", "The document is not a SignedDoc.");
        }
        version = DdocVersion.of(
                root.attribute("format").orElse(""), root.attribute("version").orElse(""));
        if (version.isEmpty()) {
            fail(FindingCode.FORMAT_FAILURE, "", "It names no format and version of DDOC that is known.");
        }
    }

    @Override
    public Optional<TextSink> open(XmlElement startTag) {
        if (!startTag.name().equals("DataFile")) {
            return Optional.empty();
        }
        if (files.size() >= MAX_FILES) {
            throw new ProtocolException("XML_TOO_LARGE", "The document holds more than " + MAX_FILES + " files.");
        }
        if (!signatures.isEmpty()) {
            fail(FindingCode.FORMAT_FAILURE, id(startTag), "A file comes after a signature.");
        }
        DataFileText sink = new DataFileText(
                startTag,
                version.orElse(DdocVersion.DIGIDOC_13),
                BASE64.equals(startTag.attribute("ContentType").orElse("")));
        file = startTag;
        text = sink;
        return Optional.of(new TextSink() {
            @Override
            public void text(char[] buffer, int start, int length) {
                sink.text(buffer, start, length);
            }

            @Override
            public void end() {
                sink.end();
                dataFile();
            }
        });
    }

    private void dataFile() {
        XmlElement tag = file;
        DataFileText content = text;
        if (tag == null || content == null) {
            return;
        }
        String id = id(tag);
        String name = attribute(tag, "Filename");
        String type = tag.attribute("ContentType").orElse("");
        claim(id);
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            fail(FindingCode.DDOC_FILE_NAME, id, "It is " + DisplayName.of(name) + ".");
        }
        List<DdocFile.Candidate> digests = content.digests();
        boolean hashcode = type.equals(HASHCODE);
        long size = content.size();
        if (hashcode) {
            digests = statedDigest(tag);
            size = statedSize(tag);
            note(FindingCode.HASHCODE_ONLY, Finding.Severity.WARNING, id, "It is " + DisplayName.of(name) + ".");
        } else if (!type.equals(BASE64)) {
            fail(FindingCode.FORMAT_FAILURE, id, "Its content is of an unknown type.");
        }
        if (!content.isWellFormed()) {
            fail(FindingCode.FORMAT_FAILURE, id, "Its content is not what its type says.");
        }
        files.add(new DdocFile(id, name, attribute(tag, "MimeType"), size, hashcode, digests));
        file = null;
        text = null;
    }

    /** A document without content states the digest that signatures have signed. */
    private List<DdocFile.Candidate> statedDigest(XmlElement tag) {
        try {
            byte[] digest = Base64.getDecoder()
                    .decode(tag.attribute("DigestValue").orElse("").strip());
            boolean sha1 = tag.attribute("DigestType").orElse("").equals("sha1");
            if (sha1 && digest.length == DigestAlgorithm.SHA1.length()) {
                return List.of(new DdocFile.Candidate(Bytes.of(digest), Optional.empty()));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        fail(FindingCode.FORMAT_FAILURE, id(tag), "Its digest is missing or no SHA-1 digest.");
        return List.of();
    }

    private static long statedSize(XmlElement tag) {
        String size = tag.attribute("Size").orElse("");
        boolean number = size.matches("[0-9]{1,18}");
        return number ? Long.parseLong(size) : 0;
    }

    @Override
    public void child(XmlElement child) {
        if (!child.name().equals("Signature")) {
            fail(FindingCode.FORMAT_FAILURE, "", "It holds an element that is neither a file nor a signature.");
            return;
        }
        if (signatures.size() >= MAX_SIGNATURES) {
            throw new ProtocolException(
                    "XML_TOO_LARGE", "The document holds more than " + MAX_SIGNATURES + " signatures.");
        }
        claim(id(child));
        signatures.add(child);
    }

    private static String id(XmlElement element) {
        return attribute(element, "Id");
    }

    /** What goes into a report is short. */
    private static String attribute(XmlElement element, String name) {
        String value = element.attribute(name).orElse("");
        if (value.length() > MAX_ATTRIBUTE) {
            throw new ProtocolException("XML_TOO_LARGE", "The document holds an attribute that is too long.");
        }
        return value;
    }

    private void claim(String id) {
        if (id.isEmpty()) {
            fail(FindingCode.FORMAT_FAILURE, "", "A file or signature has no Id.");
        } else if (!ids.add(id)) {
            duplicateIds = true;
            fail(FindingCode.SIG_DUPLICATE_ID, DisplayName.of(id), "");
        }
    }

    private void fail(FindingCode code, String where, String text) {
        note(code, Finding.Severity.ERROR, where, text);
    }

    /** Bounded for each severity, so that warnings never crowd out an error. */
    private void note(FindingCode code, Finding.Severity severity, String where, String text) {
        long same = findings.stream().filter(f -> f.severity() == severity).count();
        if (same < MAX_FINDINGS) {
            String sentence = text.isEmpty() ? code.sentence() : code.sentence() + " " + text;
            findings.add(new Finding(code, severity, where, sentence));
        }
    }

    /** Old programs have added a byte order mark each time they wrote a file. */
    private static InputStream withoutMarks(InputStream document) throws IOException {
        PushbackInputStream in = new PushbackInputStream(document, MARK.length);
        while (true) {
            byte[] first = in.readNBytes(MARK.length);
            if (!Arrays.equals(first, MARK)) {
                in.unread(first);
                return in;
            }
        }
    }
}
