package dev.eresident.core.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eresident.core.ProtocolException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.crypto.NodeSetData;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.dom.DOMCryptoContext;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.TransformService;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Every element of every document has the same canonical octets as the JDK computes. */
class CanonicalizationTest {
    private static final XmlReading READING = new XmlReading(XmlLimits.SIGNATURE);
    private static final int GENERATED = 300;

    static Stream<String> documents() {
        Stream<String> written = Stream.of(
                "<a/>",
                "<a b='1' a='2' xmlns:z='urn:z' z:a='3' xmlns='urn:d'><b xmlns=''><c/></b></a>",
                "<a xmlns:x='urn:1'><x:b xmlns:x='urn:2'><x:c xmlns:x='urn:1'/></x:b></a>",
                "<a xmlns='urn:1'><b xmlns=''><c xmlns='urn:1'/><d/></b></a>",
                "<a xml:lang='et' xml:space='preserve' xml:id='i'><b><c/></b></a>",
                "<a>&#13;\r\n\t &lt;&gt;&amp;&quot;' ]]&gt; <![CDATA[<x>&y;</x>]]></a>",
                "<a b='&#9;&#10;&#13;&lt;&gt;&quot;&amp;  two'/>",
                "<?pi before?><!-- out --><a><!-- in --><?pi?><?pi  data ?><b/>text<!----></a><!-- after -->",
                "<a xmlns:b='urn:b' xmlns:a='urn:a' b:x='1' a:x='2' x='3'>õ€😀</a>",
                "<a xmlns:p='urn:p'><b q='p:notUsed'><c p:x=''/></b></a>",
                "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'><b/></a>");
        return Stream.concat(written, IntStream.range(0, GENERATED).mapToObj(CanonicalizationTest::generate));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whenCanonicalised_thenOctetsAreTheJdks(String document) throws Exception {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        List<XmlElement> ours = new ArrayList<>();
        collect(READING.read(bytes), ours);
        NodeList theirs = dom(bytes).getElementsByTagName("*");
        assertThat(theirs.getLength()).isEqualTo(ours.size());
        for (Canonicalization algorithm : Canonicalization.values()) {
            for (int i = 0; i < ours.size(); i++) {
                assertThat(text(algorithm.apply(ours.get(i))))
                        .as(algorithm + " of element " + i + " in " + document)
                        .isEqualTo(text(jdk(algorithm, (Element) theirs.item(i), List.of())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whenExclusiveWithPrefixList_thenOctetsAreTheJdks(String document) throws Exception {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        List<XmlElement> ours = new ArrayList<>();
        collect(READING.read(bytes), ours);
        NodeList theirs = dom(bytes).getElementsByTagName("*");
        for (int i = 0; i < ours.size(); i++) {
            assertThat(text(Canonicalization.EXCLUSIVE.apply(ours.get(i), Set.of("p", "x", "a"))))
                    .as("element " + i + " in " + document)
                    .isEqualTo(text(jdk(Canonicalization.EXCLUSIVE, (Element) theirs.item(i), List.of("p", "x", "a"))));
        }
    }

    @Test
    void whenXmlBaseIsInheritedUnder11_thenRefused() {
        XmlElement root = READING.read("<a xml:base='http://x/'><b/></a>".getBytes(StandardCharsets.UTF_8));
        XmlElement child = root.elements().get(0);
        assertThatThrownBy(() -> Canonicalization.INCLUSIVE_11.apply(child)).isInstanceOf(ProtocolException.class);
        assertThat(text(Canonicalization.INCLUSIVE_11.apply(root))).isEqualTo("<a xml:base=\"http://x/\"><b></b></a>");
    }

    /** C14N §2.4: xml attributes are imported only where the parent is not in the node-set. The JDK repeats them on inner elements of a node-set, which no signer does. */
    @Test
    void whenXmlAttributesAreNested_thenOnlyTheApexInherits() {
        XmlElement root = READING.read(
                "<a xml:lang='et' xml:id='i'><b><c xml:space='default'/></b></a>".getBytes(StandardCharsets.UTF_8));
        XmlElement b = root.elements().get(0);
        assertThat(text(Canonicalization.INCLUSIVE.apply(root)))
                .isEqualTo("<a xml:id=\"i\" xml:lang=\"et\"><b><c xml:space=\"default\"></c></b></a>");
        assertThat(text(Canonicalization.INCLUSIVE.apply(b)))
                .isEqualTo("<b xml:id=\"i\" xml:lang=\"et\"><c xml:space=\"default\"></c></b>");
        assertThat(text(Canonicalization.INCLUSIVE_11.apply(b)))
                .isEqualTo("<b xml:lang=\"et\"><c xml:space=\"default\"></c></b>");
        assertThat(text(Canonicalization.EXCLUSIVE.apply(b))).isEqualTo("<b><c xml:space=\"default\"></c></b>");
    }

    @Test
    void whenUriIsUnknown_thenEmpty() {
        assertThat(Canonicalization.byUri("http://www.w3.org/TR/1999/REC-xslt-19991116"))
                .isEmpty();
        for (Canonicalization c : Canonicalization.values()) {
            assertThat(Canonicalization.byUri(c.uri())).contains(c);
        }
    }

    private static void collect(XmlElement element, List<XmlElement> into) {
        into.add(element);
        element.elements().forEach(e -> collect(e, into));
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static Document dom(byte[] bytes) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    private static byte[] jdk(Canonicalization algorithm, Element element, List<String> prefixes) throws Exception {
        TransformService service = TransformService.getInstance(algorithm.uri(), "DOM");
        if (prefixes.isEmpty()) {
            service.init((TransformParameterSpec) null);
        } else {
            // The JDK takes the list from the element only, not from a parameter object.
            service.init(new DOMStructure(transform(algorithm, prefixes)), new DOMCryptoContext() {});
        }
        List<Node> nodes = new ArrayList<>();
        nodes(element, nodes);
        NodeSetData<Node> set = new NodeSetData<>() {
            @Override
            public Iterator<Node> iterator() {
                return nodes.iterator();
            }
        };
        OctetStreamData octets = (OctetStreamData) service.transform(set, new DOMCryptoContext() {});
        return octets.getOctetStream().readAllBytes();
    }

    private static Element transform(Canonicalization algorithm, List<String> prefixes) throws Exception {
        return dom(("<t Algorithm='" + algorithm.uri() + "'><i:InclusiveNamespaces xmlns:i='" + algorithm.uri()
                                + "' PrefixList='" + String.join(" ", prefixes) + "'/></t>")
                        .getBytes(StandardCharsets.UTF_8))
                .getDocumentElement();
    }

    private static void nodes(Node node, List<Node> into) {
        into.add(node);
        NamedNodeMap attributes = node.getAttributes();
        if (attributes != null) {
            for (int i = 0; i < attributes.getLength(); i++) {
                into.add(attributes.item(i));
            }
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            nodes(child, into);
        }
    }

    private static String generate(int seed) {
        Random random = new Random(seed);
        StringBuilder xml = new StringBuilder();
        element(random, xml, 0, List.of());
        return xml.toString();
    }

    private static void element(Random random, StringBuilder xml, int depth, List<String> inScope) {
        List<String> scope = new ArrayList<>(inScope);
        StringBuilder attributes = new StringBuilder();
        for (String prefix : List.of("p", "x", "a")) {
            if (random.nextInt(4) == 0) {
                attributes
                        .append(" xmlns:")
                        .append(prefix)
                        .append("='urn:")
                        .append(random.nextInt(3))
                        .append("-")
                        .append(prefix)
                        .append("'");
                scope.add(prefix);
            }
        }
        if (random.nextInt(4) == 0) {
            attributes
                    .append(" xmlns='")
                    .append(random.nextBoolean() ? "" : "urn:d" + random.nextInt(2))
                    .append("'");
        }
        for (String name : List.of("z", "b", "é")) {
            if (random.nextInt(3) == 0) {
                attributes
                        .append(" ")
                        .append(name)
                        .append("='")
                        .append(value(random))
                        .append("'");
            }
        }
        for (String prefix : Set.copyOf(scope)) {
            if (random.nextInt(3) == 0) {
                attributes
                        .append(" ")
                        .append(prefix)
                        .append(":k='")
                        .append(value(random))
                        .append("'");
            }
        }
        // Only on the root: see whenXmlAttributesAreNested_thenOnlyTheApexInherits.
        if (depth == 0 && random.nextInt(3) == 0) {
            attributes
                    .append(" xml:")
                    .append(random.nextBoolean() ? "lang" : "space")
                    .append("='default'");
        }
        String name = (scope.isEmpty() || random.nextBoolean() ? "" : scope.get(random.nextInt(scope.size())) + ":")
                + "e" + random.nextInt(3);
        xml.append('<').append(name).append(attributes).append('>');
        for (int i = random.nextInt(4); depth < 5 && i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0 -> xml.append(value(random));
                case 1 -> xml.append("<!--c").append(random.nextInt()).append("-->");
                case 2 -> xml.append("<?t ").append(random.nextInt(9)).append("?>");
                default -> element(random, xml, depth + 1, scope);
            }
        }
        xml.append("</").append(name).append('>');
    }

    private static String value(Random random) {
        List<String> values = List.of("", "1", "&lt;&amp;", "&#13;&#10;", "\t", "ü 😀", "&quot;", "a  b");
        return values.get(random.nextInt(values.size()));
    }

    private static String detached(String document, String defaultNamespace) {
        XmlElement child = READING.read(document.getBytes(StandardCharsets.UTF_8))
                .elements()
                .get(0);
        return new String(Canonicalization.INCLUSIVE.applyDetached(child, defaultNamespace), StandardCharsets.UTF_8);
    }

    @Test
    void whenAnElementStandsAlone_thenNothingIsInherited() {
        assertThat(detached("<a xmlns='urn:1' xmlns:p='urn:p' xml:lang='et'><b z='1' y='2'><c/></b></a>", ""))
                .isEqualTo("<b y=\"2\" z=\"1\"><c></c></b>");
        assertThat(detached("<a xmlns='urn:1'><b><c xmlns='urn:1'/></b></a>", ""))
                .isEqualTo("<b><c xmlns=\"urn:1\"></c></b>");
    }

    @Test
    void whenAnElementStandsAloneWithANamespace_thenItHasThatUnlessItDeclaresOne() {
        assertThat(detached("<a xmlns='urn:1'><b><c xmlns='urn:2'/></b></a>", "urn:2"))
                .isEqualTo("<b xmlns=\"urn:2\"><c></c></b>");
        assertThat(detached("<a xmlns='urn:1'><b xmlns='urn:3'/></a>", "urn:2")).isEqualTo("<b xmlns=\"urn:3\"></b>");
    }
}
