package dev.eresident.core.internal.xml;

import dev.eresident.core.ProtocolException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** Hands the children of the root out instead of keeping them. One use, one thread. */
final class ChildrenBuilder extends TreeBuilder {
    /** How many bytes a document may hold without an event, such as one huge attribute: the parser would keep them all. */
    private static final int LONGEST_SILENCE = 2 << 20;

    private final XmlChildren target;
    private XmlChildren.@Nullable TextSink sink;
    private long silence;
    private @Nullable IOException sourceFailure;

    ChildrenBuilder(XmlLimits limits, XmlChildren target) {
        super(limits);
        this.target = target;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes atts) throws SAXException {
        silence = 0;
        if (sink != null) {
            throw markup();
        }
        super.startElement(uri, localName, qName, atts);
        XmlElement element = current();
        if (element != null && depth() == 1) {
            target.root(element);
        } else if (element != null && depth() == 2) {
            Optional<XmlChildren.TextSink> text = target.open(element);
            sink = text.orElse(null);
        }
    }

    @Override
    public void endElement(String uri, String localName, String qName) throws SAXException {
        silence = 0;
        XmlElement ended = current();
        boolean child = depth() == 2;
        super.endElement(uri, localName, qName);
        if (!child || ended == null) {
            return;
        }
        if (sink != null) {
            sink.end();
            sink = null;
        } else {
            target.child(ended);
        }
        root().forgetChildren();
    }

    @Override
    public void characters(char[] ch, int start, int length) throws SAXException {
        silence = 0;
        if (sink != null) {
            sink.text(ch, start, length);
        } else if (depth() > 1) {
            super.characters(ch, start, length);
        } else if (!isWhiteSpace(ch, start, length)) {
            throw refused(new ProtocolException(
                    "XML_STRUCTURE", "The XML holds text where only elements may stand: ask for the original file."));
        }
    }

    private static boolean isWhiteSpace(char[] ch, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (" \t\r\n".indexOf(ch[i]) < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void comment(char[] ch, int start, int length) throws SAXException {
        silence = 0;
        if (sink != null) {
            throw markup();
        }
        if (depth() > 1) {
            super.comment(ch, start, length);
        }
    }

    @Override
    public void processingInstruction(String instruction, String data) throws SAXException {
        silence = 0;
        if (sink != null) {
            throw markup();
        }
        if (depth() > 1) {
            super.processingInstruction(instruction, data);
        }
    }

    private static SAXException markup() {
        return refused(new ProtocolException(
                "XML_STRUCTURE", "The XML holds markup where only text may stand: do not trust this file."));
    }

    /** What the source itself threw, as opposed to the parser. */
    @Nullable IOException sourceFailure() {
        return sourceFailure;
    }

    /** Counts the bytes between two events. */
    InputStream guarded(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int start, int length) throws IOException {
                int count;
                try {
                    count = super.read(target, start, length);
                } catch (IOException e) {
                    sourceFailure = e;
                    throw e;
                }
                silence += Math.max(count, 0);
                if (silence > LONGEST_SILENCE) {
                    throw tooLarge("bytes in one piece of markup", LONGEST_SILENCE);
                }
                return count;
            }

            @Override
            public void close() {
                // The caller's stream is the caller's to close.
            }
        };
    }
}
