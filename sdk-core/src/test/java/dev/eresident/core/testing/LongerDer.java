package dev.eresident.core.testing;

import dev.eresident.core.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every way of putting one element more than there should be into a DER structure. */
public final class LongerDer {
    private static final byte[] NULL = {5, 0};

    private LongerDer() {}

    /** An element with its parts, or its content when it is primitive. */
    private record Node(int tag, Bytes content, List<Node> parts) {}

    /**
     * Puts a NULL behind the last part of each constructed element in turn.
     *
     * @param der one element with tags and lengths of the usual kind
     * @return the changed structure by the place of the change: positions from the outside in, joined by dots; the whole is ""
     */
    public static Map<String, byte[]> of(byte[] der) {
        Node root = read(der, 0, der.length).get(0);
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (String place : places(root, "")) {
            all.put(place, write(root, "", place));
        }
        return all;
    }

    private static List<String> places(Node node, String place) {
        List<String> all = new ArrayList<>();
        if ((node.tag() & 0x20) != 0) {
            all.add(place);
            for (int i = 0; i < node.parts().size(); i++) {
                all.addAll(places(node.parts().get(i), place.isEmpty() ? "" + i : place + "." + i));
            }
        }
        return all;
    }

    private static List<Node> read(byte[] der, int from, int to) {
        List<Node> nodes = new ArrayList<>();
        int at = from;
        while (at < to) {
            int tag = der[at] & 0xff;
            int length = der[at + 1] & 0xff;
            int start = at + 2;
            if (length >= 0x80) {
                int octets = length & 0x7f;
                length = 0;
                for (int i = 0; i < octets; i++) {
                    length = (length << 8) | (der[start++] & 0xff);
                }
            }
            byte[] content = new byte[length];
            System.arraycopy(der, start, content, 0, length);
            boolean constructed = (tag & 0x20) != 0;
            nodes.add(new Node(tag, Bytes.of(content), constructed ? read(content, 0, length) : List.of()));
            at = start + length;
        }
        return nodes;
    }

    private static byte[] write(Node node, String place, String longer) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        if ((node.tag() & 0x20) == 0) {
            content.writeBytes(node.content().toByteArray());
        }
        for (int i = 0; i < node.parts().size(); i++) {
            content.writeBytes(write(node.parts().get(i), place.isEmpty() ? "" + i : place + "." + i, longer));
        }
        if (place.equals(longer) && (node.tag() & 0x20) != 0) {
            content.writeBytes(NULL);
        }
        int size = content.size();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(node.tag());
        if (size < 0x80) {
            whole.write(size);
        } else if (size < 0x100) {
            whole.write(0x81);
            whole.write(size);
        } else {
            whole.write(0x82);
            whole.write(size >> 8);
            whole.write(size);
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }
}
