package dev.eresident.sandbox.register;

import dev.eresident.sandbox.xml.SandboxXml;
import java.io.Serial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** Reads requests of the register strictly: known elements, each at most once, credentials first, those of {@code esindus_v2} in order. */
final class RegisterQuestions {
    private static final List<String> ACCESS = List.of(
            "ariregister_kasutajanimi", "ariregister_parool", "ariregister_sessioon", "ariregister_valjundi_formaat");
    private static final List<String> BASIC_DATA = List.of("evnimi", "ariregistri_kood", "evarv", "keel");
    private static final List<String> REPRESENTATION = List.of(
            "ariregistri_kood",
            "fyysilise_isiku_kood",
            "fyysilise_isiku_koodi_riik",
            "fyysilise_isiku_eesnimi",
            "fyysilise_isiku_perenimi",
            "keel");

    /** A request that fits the schema. */
    record Question(String operation, Map<String, String> fields) {
        Optional<String> field(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        boolean isEnglish() {
            return "eng".equals(fields.get("keel"));
        }

        boolean isRepresentation() {
            return operation.equals("esindus_v2");
        }
    }

    /** Why a request does not fit. */
    static final class Refused extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        Refused(String text) {
            super(text, null, false, false);
        }

        String text() {
            return String.valueOf(getMessage());
        }
    }

    Question read(Element wrapper) throws Refused {
        String operation = String.valueOf(wrapper.getLocalName());
        List<String> known = switch (operation) {
            case "lihtandmed_v1", "lihtandmed_v2", "lihtandmed_v3" -> BASIC_DATA;
            case "esindus_v2" -> REPRESENTATION;
            default -> throw new Refused("The sandbox's register plays no service " + operation);
        };
        if (!ProducerXml.NAMESPACE.equals(wrapper.getNamespaceURI())) {
            throw new Refused("The wrapper is not in the namespace " + ProducerXml.NAMESPACE);
        }
        List<Element> parts = SandboxXml.children(wrapper);
        if (parts.size() != 1 || !isProducer(parts.get(0), "keha")) {
            throw new Refused("The wrapper holds exactly one element keha");
        }
        return new Question(operation, fields(parts.get(0), known));
    }

    private static Map<String, String> fields(Element keha, List<String> known) throws Refused {
        Map<String, String> fields = new LinkedHashMap<>();
        int last = -1;
        for (Element element : SandboxXml.children(keha)) {
            String name = String.valueOf(element.getLocalName());
            int place = ACCESS.contains(name)
                    ? ACCESS.indexOf(name)
                    : ACCESS.size() + (known == REPRESENTATION ? known.indexOf(name) : 0);
            if (!isProducer(element, name) || (!ACCESS.contains(name) && !known.contains(name))) {
                throw new Refused("There is no element " + name + " in this request");
            }
            if (fields.containsKey(name)) {
                throw new Refused("The element " + name + " stands twice");
            }
            if (place < last) {
                throw new Refused("The element " + name + " stands too late");
            }
            last = place;
            String text = element.getTextContent().trim();
            if (!text.isEmpty()) {
                fields.put(name, text);
            }
        }
        check(fields);
        return fields;
    }

    private static void check(Map<String, String> fields) throws Refused {
        if (!fields.getOrDefault("ariregistri_kood", "1").matches("[0-9]{1,8}")) {
            throw new Refused("ariregistri_kood is a number");
        }
        if (!fields.getOrDefault("evarv", "1").matches("[0-9]{1,3}")) {
            throw new Refused("evarv is a number");
        }
        if (!fields.getOrDefault("keel", "est").matches("est|eng")) {
            throw new Refused("keel is est or eng");
        }
        if (!fields.getOrDefault("ariregister_valjundi_formaat", "xml").equals("xml")) {
            throw new Refused("The sandbox's register answers in XML only");
        }
        if (!fields.getOrDefault("fyysilise_isiku_koodi_riik", "EST").matches("[A-Z]{3}")) {
            throw new Refused("fyysilise_isiku_koodi_riik has three letters");
        }
        if (fields.containsKey("fyysilise_isiku_eesnimi") || fields.containsKey("fyysilise_isiku_perenimi")) {
            throw new Refused("The sandbox's register does not search by the name of a person");
        }
        if (!fields.containsKey("ariregistri_kood")
                && !fields.containsKey("evnimi")
                && !fields.containsKey("fyysilise_isiku_kood")) {
            throw new Refused("The request names neither a company nor a person");
        }
    }

    private static boolean isProducer(Element element, String name) {
        return ProducerXml.NAMESPACE.equals(element.getNamespaceURI()) && name.equals(element.getLocalName());
    }
}
