package dev.eresident.payments.evidence;

import static java.util.Map.entry;

import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.internal.json.JsonObject;
import dev.eresident.core.internal.json.JsonWriter;
import dev.eresident.core.internal.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Lays a {@link Proof} out as files that a person can open: its facts as JSON, each material as it came. */
final class ProofFolder {
    static final String FACTS = "facts.json";
    private static final Pattern MATERIAL = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private record Kind(String ending, String what) {}

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            entry("token", new Kind(".json", "Web eID token, as the browser posted it")),
            entry("certificate", new Kind(".der", "certificate of the person's card, account or phone")),
            entry("issuer", new Kind(".der", "certificate of its issuer")),
            entry("ocsp-response", new Kind(".der", "OCSP answer about the person's certificate")),
            entry("session", new Kind(".json", "what was asked of the person's phone, without the secret")),
            entry("session-status", new Kind(".json", "what the phone's service answered")),
            entry("callback", new Kind(".txt", "the address to which the person came back from the app")),
            entry("id-token", new Kind(".txt", "what the identity provider stated and signed")),
            entry("key", new Kind(".json", "the identity provider's key")),
            entry("order", new Kind(".json", "the order in its canonical form")),
            entry("payment-method", new Kind(".txt", "the gateway's token of the means of payment")),
            entry("question", new Kind(".xml", "question to the business register, without credentials")),
            entry("answer", new Kind(".xml", "what was answered")),
            entry("request", new Kind(".xml", "what was sent to the gateway, without credentials")));
    private static final Kind OTHER = new Kind(".bin", "further input of the verification");

    private ProofFolder() {}

    /** File names, without folder, and their contents. */
    static SortedMap<String, Bytes> files(Proof proof) {
        SortedMap<String, Bytes> files = new TreeMap<>();
        files.put(FACTS, facts(proof));
        proof.materials().forEach((name, content) -> files.put(fileOf(name), content));
        return files;
    }

    /** The file of a material. */
    static String fileOf(String material) {
        if (!MATERIAL.matcher(material).matches()) {
            throw new IllegalArgumentException("A material of this name cannot be written as a file");
        }
        return material + KINDS.getOrDefault(material, OTHER).ending();
    }

    /** What a file is, in words. */
    static String what(String file) {
        if (file.equals(FACTS)) {
            return "when, where and under which rules it was verified";
        }
        return KINDS.getOrDefault(material(file), OTHER).what();
    }

    private static String material(String file) {
        int dot = file.indexOf('.');
        return dot < 0 ? file : file.substring(0, dot);
    }

    /** Puts the proof together again; the files are those of {@link #files}. */
    static Proof read(Bytes facts, SortedMap<String, Bytes> others) {
        JsonObject json = StrictJson.strict().parse(facts.toByteArray());
        Map<String, String> texts = new HashMap<>();
        JsonObject members = json.requiredObject("facts");
        members.names().forEach(name -> texts.put(name, members.requiredString(name)));
        Map<String, Bytes> materials = new HashMap<>();
        others.forEach((file, content) -> materials.put(material(file), content));
        try {
            Proof proof = Proof.of(
                    json.requiredString("type"), Instant.parse(json.requiredString("verifiedAt")), texts, materials);
            if (!facts(proof).equals(facts)) {
                throw malformed();
            }
            return proof;
        } catch (DateTimeException | IllegalArgumentException e) {
            // The cause is left out: it may quote the content.
            throw malformed();
        }
    }

    private static Bytes facts(Proof proof) {
        JsonWriter json = JsonWriter.object()
                .field("type", proof.type())
                .field("verifiedAt", proof.verifiedAt().toString())
                .beginObject("facts");
        proof.facts().forEach(json::field);
        return Bytes.of(json.end().toJson().getBytes(StandardCharsets.UTF_8));
    }

    private static ProtocolException malformed() {
        return new ProtocolException("EVIDENCE_FACTS", FACTS + " is not as this SDK writes it");
    }
}
