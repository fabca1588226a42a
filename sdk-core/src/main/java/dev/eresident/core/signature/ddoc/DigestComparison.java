package dev.eresident.core.signature.ddoc;

import dev.eresident.core.Bytes;
import dev.eresident.core.internal.crypto.DigestAlgorithm;
import dev.eresident.core.internal.xml.Canonicalization;
import dev.eresident.core.internal.xml.XmlElement;
import dev.eresident.core.signature.FindingCode;
import dev.eresident.core.signature.SignedFile;
import dev.eresident.core.signature.validation.DisplayName;
import dev.eresident.core.signature.validation.Judgement;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * EN 319 102-1 §5.2.7, first half: every reference resolves to a data file or to this signature's own properties and has their digest; every data file is referenced.
 *
 * <p>Digests are compared before what is missing is reported: a change is the graver finding.
 */
final class DigestComparison {
    private static final String MIME = "-MIME";
    private static final String ENVELOPED = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    private static final String DETACHED = "http://www.sk.ee/2002/10/digidoc#detatched-document-signature";

    private final Map<String, DdocFile> files = new LinkedHashMap<>();
    private final DdocVersion version;

    DigestComparison(List<DdocFile> files, DdocVersion version) {
        for (DdocFile file : files) {
            this.files.putIfAbsent(file.id(), file);
        }
        this.version = version;
    }

    /** Returns the data files whose digest matches. */
    List<SignedFile> compare(DdocSignature signature, Judgement judgement) {
        Map<DdocFile, DdocSignature.Reference> signed = new LinkedHashMap<>();
        List<String> unresolved = new ArrayList<>(0);
        Set<String> seen = new HashSet<>();
        Map<DdocFile, Bytes> mediaTypes = new HashMap<>();
        boolean properties = false;
        for (DdocSignature.Reference reference : signature.references()) {
            method(reference, judgement);
            String id = reference.uri().startsWith("#") ? reference.uri().substring(1) : "";
            if (id.isEmpty()) {
                unresolved.add(reference.uri());
            } else if (!seen.add(id)) {
                judgement.fail(FindingCode.FORMAT_FAILURE, "Something is referenced twice.");
            } else if (isProperties(id, signature)) {
                properties = true;
                if (files.containsKey(id)) {
                    judgement.fail(FindingCode.FORMAT_FAILURE, FindingCode.SIG_DUPLICATE_ID, "");
                }
                properties(signature, reference, judgement);
            } else if (files.containsKey(id)) {
                signed.put(file(id), reference);
            } else if (isMediaType(id)) {
                mediaTypes.put(file(id.substring(0, id.length() - MIME.length())), reference.digest());
            } else {
                unresolved.add(id);
            }
        }
        List<SignedFile> matching = matching(signed, judgement);
        mediaTypes(mediaTypes, judgement);
        missing(signed.keySet(), unresolved, properties, judgement);
        return matching;
    }

    private DdocFile file(String id) {
        DdocFile file = files.get(id);
        if (file == null) {
            throw new IllegalArgumentException("no file has this Id");
        }
        return file;
    }

    private boolean isMediaType(String id) {
        return version.isSkXml()
                && id.endsWith(MIME)
                && files.containsKey(id.substring(0, id.length() - MIME.length()));
    }

    /** SK-XML writes the number sign into the Id as well. */
    private boolean isProperties(String id, DdocSignature signature) {
        String own = signature.propertiesId();
        return !own.isEmpty() && (own.equals(id) || (version.isSkXml() && own.equals("#" + id)));
    }

    private void method(DdocSignature.Reference reference, Judgement judgement) {
        if (!reference.digestMethod().equals(DigestAlgorithm.SHA1.xmlUri())) {
            judgement.fail(
                    FindingCode.CRYPTO_CONSTRAINTS_FAILURE_NO_POE,
                    FindingCode.SIG_ALGORITHM_UNSUPPORTED,
                    "A digest of DDOC is made with SHA-1.");
        }
        for (String transform : reference.transforms()) {
            if (!version.isSkXml() || !(transform.equals(ENVELOPED) || transform.equals(DETACHED))) {
                judgement.fail(FindingCode.FORMAT_FAILURE, FindingCode.SIG_TRANSFORM_FORBIDDEN, "");
            }
        }
    }

    private void properties(DdocSignature signature, DdocSignature.Reference reference, Judgement judgement) {
        if (version.isSkXml()) {
            judgement.warn(
                    FindingCode.SIG_PROPERTY_NOT_JUDGED,
                    "SK-XML does not protect the claimed time, place and role in a way that can be repeated.");
            return;
        }
        Optional<XmlElement> element = signature.properties();
        if (element.isEmpty()) {
            return;
        }
        List<byte[]> standard = new ArrayList<>(2);
        standard.add(Canonicalization.INCLUSIVE.apply(element.get()));
        List<byte[]> old = new ArrayList<>(2);
        old.add(Canonicalization.INCLUSIVE.applyDetached(element.get(), version.signatureNamespace()));
        if (signature.canonicalization().equals(Canonicalization.EXCLUSIVE.uri())) {
            old.add(Canonicalization.EXCLUSIVE.apply(element.get()));
        }
        if (standard.stream().anyMatch(b -> isDigest(b, reference.digest()))) {
            return;
        }
        if (old.stream().anyMatch(b -> isDigest(b, reference.digest()))) {
            judgement.warn(FindingCode.DDOC_FRAGMENT_C14N, "");
        } else {
            judgement.fail(FindingCode.HASH_FAILURE, "The signed properties do not have the signed digest.");
        }
    }

    private static boolean isDigest(byte[] content, Bytes digest) {
        return Bytes.of(DigestAlgorithm.SHA1.digest(content)).equals(digest);
    }

    private static List<SignedFile> matching(Map<DdocFile, DdocSignature.Reference> signed, Judgement judgement) {
        List<SignedFile> matching = new ArrayList<>(signed.size());
        signed.forEach((file, reference) -> {
            Optional<DdocFile.Candidate> match = file.digests().stream()
                    .filter(c -> c.digest().equals(reference.digest()))
                    .findFirst();
            String name = DisplayName.of(file.name());
            if (match.isEmpty()) {
                judgement.fail(FindingCode.HASH_FAILURE, "The file " + name + " does not have the signed digest.");
                return;
            }
            match.get().quirk().ifPresent(quirk -> judgement.warn(quirk, "It is " + name + "."));
            if (file.hashcode()) {
                judgement.warn(FindingCode.HASHCODE_ONLY, "It is " + name + ".");
            }
            matching.add(new SignedFile(file.name(), DigestAlgorithm.SHA1.jcaName(), reference.digest()));
        });
        return matching;
    }

    private static void mediaTypes(Map<DdocFile, Bytes> digests, Judgement judgement) {
        digests.forEach((file, digest) -> {
            if (!isDigest(file.mediaType().getBytes(StandardCharsets.UTF_8), digest)) {
                judgement.warn(FindingCode.FILE_MIME_MISMATCH, "See " + DisplayName.of(file.name()) + ".");
            }
        });
    }

    private void missing(Set<DdocFile> signed, List<String> unresolved, boolean properties, Judgement judgement) {
        if (!unresolved.isEmpty() || files.isEmpty()) {
            judgement.fail(FindingCode.SIGNED_DATA_NOT_FOUND, "");
        }
        for (DdocFile file : files.values()) {
            if (!signed.contains(file)) {
                judgement.fail(FindingCode.CONTAINER_UNSIGNED_FILE, "It is " + DisplayName.of(file.name()) + ".");
            }
        }
        if (!properties) {
            judgement.fail(FindingCode.SIG_CONSTRAINTS_FAILURE, FindingCode.SIG_SIGNED_PROPERTIES_MISSING, "");
        }
    }
}
