package dev.eresident.core.internal.cms;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.asn1.BerElement;
import dev.eresident.core.internal.asn1.BerHeader;
import dev.eresident.core.internal.asn1.BerReader;
import dev.eresident.core.internal.asn1.DerElement;
import dev.eresident.core.internal.zip.ByteSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one SignedData from its source: the frame by position, over the content without reading it, and what follows in memory. One use. */
final class CmsReader {
    private final ByteSource source;
    private final CmsLimits limits;
    private final SourceWalk walk;

    /** What was found. */
    record Parts(
            ByteSource source,
            String contentType,
            Bytes contentTypeDer,
            Optional<CmsContent> content,
            long encapsulatedStart,
            long encapsulatedEnd,
            Optional<Bytes> certificatesField,
            Optional<Bytes> revocationsField,
            List<Bytes> certificates,
            List<Bytes> revocations,
            List<CmsSigner> signers) {
        Parts {
            certificates = List.copyOf(certificates);
            revocations = List.copyOf(revocations);
            signers = List.copyOf(signers);
        }
    }

    /** A constructed element of the frame whose inside is walked by position; {@code end} is where its content must end, the source's end when its length is indefinite. */
    private record Frame(long content, long end, boolean indefinite) {}

    CmsReader(ByteSource source, CmsLimits limits) {
        this.source = source;
        this.limits = limits;
        this.walk = new SourceWalk(source);
    }

    Parts read() throws IOException {
        Frame info = enter(0, source.size(), DerElement.SEQUENCE);
        BerElement type = walk.small(info.content(), info.end());
        if (!oid(type).oid().equals(CmsSignedData.SIGNED_DATA)) {
            throw CmsSignedData.malformed("it is not SignedData");
        }
        Frame wrapper = enter(info.content() + type.encoded().length, info.end(), DerElement.explicit(0));
        Frame data = enter(wrapper.content(), wrapper.end(), DerElement.SEQUENCE);
        long at = skipSmall(data.content(), data.end(), DerElement.INTEGER);
        at = skipSmall(at, data.end(), DerElement.SET);
        long encapsulatedStart = at;
        Frame encapsulated = enter(at, data.end(), DerElement.SEQUENCE);
        BerElement contentType = walk.small(encapsulated.content(), encapsulated.end());
        String contentTypeOid = oid(contentType).oid();
        at = encapsulated.content() + contentType.encoded().length;
        Optional<CmsContent> content = Optional.empty();
        if (!atEnd(encapsulated, at)) {
            Frame explicit = enter(at, encapsulated.end(), DerElement.explicit(0));
            content = Optional.of(new CmsContent(source, explicit.content(), explicit.end()));
            at = leave(explicit, content.get().end());
        }
        at = leave(encapsulated, at);
        long encapsulatedEnd = at;
        byte[] rest = rest(at, data.end());
        BerReader parts = BerReader.of(rest);
        Optional<BerElement> certificates = parts.nextIf(DerElement.explicit(0));
        Optional<BerElement> revocations = parts.nextIf(DerElement.explicit(1));
        List<CmsSigner> signers = signers(parts.next(DerElement.SET));
        at = leave(info, leave(wrapper, leave(data, at + parts.position())));
        if (at != source.size()) {
            throw CmsSignedData.malformed("further bytes follow it");
        }
        return new Parts(
                source,
                contentTypeOid,
                Bytes.of(contentType.definite()),
                content,
                encapsulatedStart,
                encapsulatedEnd,
                certificates.map(element -> Bytes.of(element.encoded())),
                revocations.map(element -> Bytes.of(element.encoded())),
                members(certificates, limits.maxCertificates(), "certificates"),
                members(revocations, limits.maxRevocations(), "revocation lists and answers"),
                signers);
    }

    private static DerElement oid(BerElement element) {
        return CmsAttribute.single(element.definite());
    }

    private Frame enter(long at, long limit, int tag) throws IOException {
        BerHeader header = walk.header(at, limit);
        if (header.tag() != tag) {
            throw CmsSignedData.malformed("an element is not what must stand there");
        }
        long content = at + header.size();
        return header.indefinite()
                ? new Frame(content, limit, true)
                : new Frame(content, content + header.length(), false);
    }

    private boolean atEnd(Frame frame, long at) throws IOException {
        return frame.indefinite() ? walk.closes(at, frame.end()) : at == frame.end();
    }

    private long leave(Frame frame, long at) throws IOException {
        if (!atEnd(frame, at)) {
            throw CmsSignedData.malformed("an element does not end where it should");
        }
        return frame.indefinite() ? at + 2 : at;
    }

    private long skipSmall(long at, long limit, int tag) throws IOException {
        BerElement element = walk.small(at, limit);
        if (element.tag() != tag) {
            throw CmsSignedData.malformed("an element is not what must stand there");
        }
        return at + element.encoded().length;
    }

    private byte[] rest(long at, long limit) throws IOException {
        if (limit - at > limits.maxBytes()) {
            throw CmsSignedData.malformed("it has more than " + limits.maxBytes() + " bytes beside its content");
        }
        return walk.bytes(at, limits.maxBytes(), limit);
    }

    private static List<Bytes> members(Optional<BerElement> field, int limit, String what) {
        List<Bytes> members = new ArrayList<>();
        if (field.isPresent()) {
            BerReader reader = field.get().reader();
            while (reader.hasNext()) {
                if (members.size() == limit) {
                    throw CmsSignedData.malformed("it holds more than " + limit + " " + what);
                }
                members.add(Bytes.of(reader.next().encoded()));
            }
        }
        return members;
    }

    private List<CmsSigner> signers(BerElement set) {
        List<CmsSigner> signers = new ArrayList<>(1);
        BerReader reader = set.reader();
        while (reader.hasNext()) {
            if (signers.size() == limits.maxSigners()) {
                throw CmsSignedData.malformed("it has more than " + limits.maxSigners() + " signers");
            }
            signers.add(CmsSigner.read(reader.next(DerElement.SEQUENCE)));
        }
        return signers;
    }
}
