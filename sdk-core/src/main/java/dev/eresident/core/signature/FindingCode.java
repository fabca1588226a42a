package dev.eresident.core.signature;

/**
 * Every code that a report may carry: the sub-indications of EN 319 102-1 §5.1.3 under their own names, and the SDK's own codes for what that standard does not name.
 *
 * <p>{@link #verdict()} is what the code means for the document when it is found as an error; {@link #sentence()} says it in words for the person at the counter. New codes may be
 * added in any release: treat an unknown code as a refusal. Codes are never renamed.
 */
public enum FindingCode {
    // --- EN 319 102-1, TOTAL-FAILED
    /** The signature does not have the structure that its format prescribes. */
    FORMAT_FAILURE(Verdict.INVALID, "The signature does not have the prescribed structure."),
    /** A signed file or property was changed after signing. */
    HASH_FAILURE(Verdict.INVALID, "The content was changed after signing."),
    /** The signature value does not verify with the signer's key. */
    SIG_CRYPTO_FAILURE(
            Verdict.INVALID, "The signature was not made with the key of the stated signer, or was altered."),
    /** The signer's certificate was revoked before the signature's proven time. */
    REVOKED(Verdict.INVALID, "The signer's certificate had been revoked when the signature was made."),
    /** The signature was provably made after the signer's certificate had expired. */
    EXPIRED(Verdict.INVALID, "The signature was made after the signer's certificate had expired."),
    /** The signature was provably made before the signer's certificate became valid. */
    NOT_YET_VALID(Verdict.INVALID, "The signature was made before the signer's certificate became valid."),

    // --- EN 319 102-1, INDETERMINATE
    /** A signed attribute is missing or not acceptable. */
    SIG_CONSTRAINTS_FAILURE(
            Verdict.INDETERMINATE, "A property that every signature must sign is missing or not acceptable."),
    /** The certificate chain does not meet the policy, e.g. the certificate is not for signing. */
    CHAIN_CONSTRAINTS_FAILURE(Verdict.INDETERMINATE, "The signer's certificate is not meant for signatures."),
    /** The certificate chain could not be judged for another reason, e.g. no acceptable revocation answer. */
    CERTIFICATE_CHAIN_GENERAL_FAILURE(
            Verdict.INDETERMINATE,
            "It cannot be told whether the signer's certificate was valid: no acceptable answer of the certificate's issuer is embedded."),
    /** An algorithm or key size was no longer acceptable at the proven time of signing. */
    CRYPTO_CONSTRAINTS_FAILURE(
            Verdict.INDETERMINATE, "An algorithm or key of the signature was too weak when it was made."),
    /** The signature policy could not be processed. */
    POLICY_PROCESSING_ERROR(Verdict.INDETERMINATE, "The signature names a policy that cannot be processed."),
    /** The signature policy document is not known. */
    SIGNATURE_POLICY_NOT_AVAILABLE(Verdict.INDETERMINATE, "The signature names a policy that is not known here."),
    /** Time-stamps contradict each other. */
    TIMESTAMP_ORDER_FAILURE(Verdict.INDETERMINATE, "The time-stamps of the signature contradict each other."),
    /** No certificate matches the signed certificate digest. */
    NO_SIGNING_CERTIFICATE_FOUND(
            Verdict.INDETERMINATE, "The certificate that the signer committed to is not in the document."),
    /** No chain to a trust anchor. */
    NO_CERTIFICATE_CHAIN_FOUND(
            Verdict.INDETERMINATE, "The signer's certificate was not issued by a service that is trusted here."),
    /** No chain, judged at a past time. */
    NO_CERTIFICATE_CHAIN_FOUND_NO_POE(
            Verdict.INDETERMINATE, "The signer's certificate had no trusted issuer at the time in question."),
    /** Revoked, and no proof that the signature is older than the revocation. */
    REVOKED_NO_POE(
            Verdict.INDETERMINATE,
            "The signer's certificate was revoked, and nothing proves that the signature is older."),
    /** A certificate authority of the chain was revoked. */
    REVOKED_CA_NO_POE(Verdict.INDETERMINATE, "The issuer of the signer's certificate was revoked."),
    /** The certificate has expired; it is known not to have been revoked, but no time-stamp proves that the signature is older. */
    OUT_OF_BOUNDS_NOT_REVOKED(
            Verdict.INDETERMINATE,
            "The signer's certificate is outside its validity, and nothing proves that the signature was made within it."),
    /** The certificate has expired, and nothing proves that the signature is older. */
    OUT_OF_BOUNDS_NO_POE(
            Verdict.INDETERMINATE,
            "The signer's certificate has expired, and nothing proves that the signature is older."),
    /** The revocation answer's own certificate has expired. */
    REVOCATION_OUT_OF_BOUNDS_NO_POE(Verdict.INDETERMINATE, "The certificate behind the revocation answer has expired."),
    /** An algorithm or key size is no longer acceptable, and nothing proves that the signature is older. */
    CRYPTO_CONSTRAINTS_FAILURE_NO_POE(
            Verdict.INDETERMINATE,
            "An algorithm or key of the signature is not acceptable, and nothing proves that the signature dates from when it was."),
    /** Nothing proves when the signature was made. */
    NO_POE(Verdict.INDETERMINATE, "Nothing proves when the signature was made."),
    /** The status of the certificate was not final, e.g. suspended. */
    TRY_LATER(
            Verdict.INDETERMINATE,
            "The state of the signer's certificate cannot be told yet, e.g. because it was suspended."),
    /** A signed file is missing from the document. */
    SIGNED_DATA_NOT_FOUND(
            Verdict.INDETERMINATE, "A file that was signed is not in the document under the signed name."),

    // --- the file as a whole
    /** There is no such file. */
    FILE_MISSING(Verdict.UNREADABLE, "There is no such file."),
    /** The file exists and cannot be read: a folder, no permission, an error of the medium. */
    FILE_UNREADABLE(Verdict.UNREADABLE, "The file cannot be read: check that it is a file and that you may read it."),
    /** The file has no content. */
    FILE_EMPTY(Verdict.UNREADABLE, "The file is empty: ask for it again."),
    /** The bytes are no signed document of any known format. */
    FORMAT_UNKNOWN(Verdict.UNREADABLE, "This is not a signed document of a known format."),
    /** The document holds signatures or proofs of a kind that this version does not judge. */
    FORMAT_NOT_JUDGED(
            Verdict.INDETERMINATE, "The document holds signatures of a kind that this version does not judge."),
    /** The document is larger than is accepted for its format. */
    TOO_LARGE(Verdict.UNREADABLE, "The document is larger than is accepted for this kind of document."),
    /** A signature that was cut out of a DDOC. */
    DDOC_PIECE(
            Verdict.UNREADABLE,
            "This is a signature cut out of a DigiDoc file: without the rest of the file nothing can be told, so ask for the whole."),
    /** The document is no readable XML. */
    XML_MALFORMED(Verdict.UNREADABLE, "The document is not readable XML."),
    /** The signature covers a part of the document only. */
    PARTIAL_COVERAGE(
            Verdict.INDETERMINATE,
            "The signature covers a part of the document only: what else stands there was not signed."),
    /** A container of X-Road's message log, which is judged against a global configuration. */
    XROAD_TRUST_REQUIRED(
            Verdict.INDETERMINATE,
            "This is a logged X-Road message: give the global configuration of its instance to judge it."),
    /** The check failed in an unforeseen way. */
    INTERNAL_ERROR(
            Verdict.UNREADABLE,
            "The check failed in an unforeseen way; do not rely on the document, and report the case."),

    // --- container
    /** Two entries have the same name. */
    CONTAINER_DUPLICATE_ENTRY(Verdict.UNREADABLE, "The container holds two files of the same name."),
    /** The mimetype entry is missing. */
    CONTAINER_MIMETYPE_MISSING(
            Verdict.UNREADABLE, "The container does not say what it is: the entry mimetype is missing."),
    /** The mimetype entry holds something else. */
    CONTAINER_MIMETYPE_INVALID(Verdict.UNREADABLE, "The container does not say that it is a signature container."),
    /** The mimetype entry is not the first. */
    CONTAINER_MIMETYPE_NOT_FIRST(Verdict.VALID, "The entry mimetype is not the first of the container."),
    /** The mimetype entry is compressed. */
    CONTAINER_MIMETYPE_COMPRESSED(Verdict.VALID, "The entry mimetype is compressed."),
    /** The mimetype entry starts with a byte-order mark. */
    CONTAINER_MIMETYPE_BOM(Verdict.VALID, "The entry mimetype starts with a byte-order mark."),
    /** The manifest is missing. */
    CONTAINER_MANIFEST_MISSING(Verdict.INVALID, "The container has no list of its files."),
    /** The manifest cannot be read. */
    CONTAINER_MANIFEST_INVALID(Verdict.UNREADABLE, "The container's list of files cannot be read."),
    /** Manifest, content and signature name different files. */
    CONTAINER_MANIFEST_MISMATCH(Verdict.INVALID, "The container's list of files does not agree with what was signed."),
    /** A file is not covered by the signature. */
    CONTAINER_UNSIGNED_FILE(Verdict.INVALID, "The container holds a file that this signature does not cover."),
    /** A name that may lead outside. */
    CONTAINER_BAD_PATH(Verdict.UNREADABLE, "The container holds a file with a dangerous name."),
    /** A limit was exceeded. */
    CONTAINER_LIMIT_EXCEEDED(Verdict.UNREADABLE, "The container is larger, or unpacks to more, than is accepted."),
    /** The structures of the ZIP contradict each other. */
    CONTAINER_ZIP_INCONSISTENT(
            Verdict.UNREADABLE, "The container is damaged, or made to look different to different programs."),
    /** The file ends too early. */
    CONTAINER_TRUNCATED(Verdict.UNREADABLE, "The file ends too early: ask for a complete copy."),
    /** An entry is packed in a way that signature containers must not use. */
    CONTAINER_UNSUPPORTED_METHOD(
            Verdict.UNREADABLE, "The container is packed in a way that signature containers must not use."),
    /** White space around the media type. */
    CONTAINER_MIMETYPE_WHITESPACE(Verdict.VALID, "The entry mimetype has white space around the media type."),
    /** A name in an old encoding. */
    CONTAINER_NAME_ENCODING(
            Verdict.VALID, "The name of a file is not marked as UTF-8 and may be shown differently by other programs."),
    /** A name that deceives the eye. */
    SUSPICIOUS_NAME(
            Verdict.VALID, "The name of a file may deceive: look at what kind of file it is before opening it."),
    /** An entry is encrypted. */
    CONTAINER_ENCRYPTED(Verdict.UNREADABLE, "The container is encrypted: decrypt it first."),
    /** A signed name and a file's name differ only in Unicode normalisation. */
    NAME_NORMALISATION_MISMATCH(
            Verdict.VALID, "A signed name and a file's name look alike and are written with different characters."),
    /** An ASiC-S container holds exactly one file, in its root. */
    CONTAINER_DATA_FILE_COUNT(
            Verdict.UNREADABLE,
            "A simple container must hold exactly one file, and this one holds several or in a folder."),
    /** An ASiC-S container holds one kind of proof. */
    CONTAINER_MIXED_PROOFS(
            Verdict.UNREADABLE,
            "A simple container must hold either signatures or time-stamps, and this one holds both."),
    /** There is nothing but signatures. */
    CONTAINER_NO_DATA_FILE(Verdict.UNREADABLE, "The container holds no file to be signed."),
    /** A data file has no content. */
    DATA_FILE_EMPTY(Verdict.VALID, "A file in the container is empty."),
    /** The media type of a file differs between manifest and signature. */
    FILE_MIME_MISMATCH(Verdict.INVALID, "The kind of a file differs between the container's list and the signature."),
    /** META-INF holds something unknown that is not signed. */
    CONTAINER_UNKNOWN_ENTRY(Verdict.VALID, "The container holds an unknown administrative entry that is not signed."),

    // --- PDF
    /** PDFBox is not there. */
    PDF_SUPPORT_MISSING(
            Verdict.UNREADABLE,
            "PDF documents cannot be checked here: add the optional library org.apache.pdfbox:pdfbox:3.0.8 to the class path, or to the module path with --add-modules org.apache.pdfbox,org.apache.commons.logging."),
    /** The PDF is not built as the standard asks; it is not repaired. */
    PDF_DAMAGED(Verdict.UNREADABLE, "The PDF is damaged: ask for it again."),
    /** The PDF cannot be read without a password. */
    PDF_ENCRYPTED(Verdict.UNREADABLE, "The PDF needs a password: ask for a copy without one."),
    /** The PDF exceeds a limit on what may be unpacked, read or compared. */
    PDF_TOO_COMPLEX(Verdict.UNREADABLE, "The PDF holds more than is accepted."),
    /** What a signature covers is not the whole of a revision. */
    PDF_BYTE_RANGE_INVALID(Verdict.INVALID, "The signature does not cover the document as it must."),
    /** A kind of signature that is not accepted. */
    PDF_SUBFILTER_REFUSED(Verdict.INVALID, "The PDF is signed in a way that is not accepted."),
    /** The bytes of a signature are no CMS. */
    SIGNATURE_UNREADABLE(Verdict.INVALID, "The signature itself is broken: it cannot be read."),
    /** The document was changed after it was signed, in a way that the signer did not permit. */
    CONTENT_CHANGED_AFTER_SIGNING(Verdict.INVALID, "The document was changed after it was signed."),
    /** The document was changed after it was signed, in a way that the signer permitted. */
    PDF_PERMITTED_CHANGE(Verdict.VALID, "After signing, something was changed that the signer had permitted."),
    /** The signature has no level that the rules accept. */
    LEVEL_NOT_ACCEPTED(
            Verdict.INVALID,
            "The signature is not of a level that these rules accept: it needs at least a time-stamp."),
    /** A signature was prepared and never made. */
    PDF_SIGNATURE_EMPTY(Verdict.VALID, "The document has an empty place for a signature."),
    /** The file holds a signature that the document does not show. */
    PDF_SIGNATURE_NOT_IN_FORM(
            Verdict.VALID, "The file holds a further signature that does not belong to the document any more."),

    // --- structure of the signature
    /** The signature file is not readable XML. */
    SIG_XML_MALFORMED(Verdict.INVALID, "The signature file is not readable XML."),
    /** The bytes are no readable CMS. */
    SIG_CMS_MALFORMED(Verdict.UNREADABLE, "The signature is not readable CMS."),
    /** An Id occurs twice. */
    SIG_DUPLICATE_ID(Verdict.INVALID, "An identifier occurs twice in the signature file."),
    /** No reference signs the signed properties. */
    SIG_SIGNED_PROPERTIES_MISSING(Verdict.INDETERMINATE, "The signature does not protect its own properties."),
    /** Several references or elements claim to be the signed properties. */
    SIG_SIGNED_PROPERTIES_MULTIPLE(Verdict.INVALID, "The signature has several sets of signed properties."),
    /** A reference asks for a transformation. */
    SIG_TRANSFORM_FORBIDDEN(
            Verdict.INVALID,
            "The signature transforms a file before hashing it, so that it is not the file itself that is signed."),
    /** An algorithm is not known or not allowed. */
    SIG_ALGORITHM_UNSUPPORTED(Verdict.INDETERMINATE, "The signature uses an algorithm that is not accepted."),
    /** The signature names the policy "implied". */
    SIG_POLICY_IMPLIED(Verdict.VALID, "The signature refers to an unnamed policy."),
    /** The signature file of a container holds content besides the signature. */
    SIG_FURTHER_CONTENT(
            Verdict.INVALID, "The signature file holds further content, which does not belong in a container."),
    /** The signature covers entries of META-INF, which the Estonian rules do not allow. */
    SIG_COVERS_ADMINISTRATION(
            Verdict.INDETERMINATE,
            "The signature also covers administrative entries of the container, which is not allowed."),
    /** The signature signs a list of further data, which is not there to be compared. */
    SIG_MANIFEST_NOT_FOLLOWED(
            Verdict.VALID, "The signature also signs a list of further files; the files themselves were not compared."),
    /** A property is there that this version does not judge. */
    SIG_PROPERTY_NOT_JUDGED(Verdict.VALID, "The signature has a further property that was not judged."),
    /** The OCSP answer does not bind the signature value, or another one. */
    TIMEMARK_NONCE_MISMATCH(Verdict.INVALID, "The time-mark belongs to another signature, or is no time-mark at all."),
    /** The responder does not give time-marks. */
    TIMEMARK_RESPONDER(Verdict.INVALID, "The time-mark was not given by a service that gives time-marks."),
    /** The signature policy is not the one that time-marks need. */
    SIG_POLICY_WRONG(Verdict.INVALID, "The signature names another policy than a signature with a time-mark must."),
    /** An archive time-stamp is not good: what it would prove is not proven. */
    ARCHIVE_TIMESTAMP_INVALID(Verdict.VALID, "An archive time-stamp proves nothing."),
    /** A time-stamp over the signed data, made before the signature, is not good: when the data existed is not proven. */
    CONTENT_TIMESTAMP_INVALID(Verdict.VALID, "A time-stamp over the signed data proves nothing."),
    /** No time-stamp token of the container covers its data file. */
    TIMESTAMP_COVERS_NOTHING(
            Verdict.INDETERMINATE, "No time-stamp of the container covers its file: nothing is proven about it."),
    /** A token failed, while another one is good. */
    TIMESTAMP_TOKEN_FAILED(
            Verdict.VALID,
            "A time-stamp or evidence record of the container proves nothing; the verdict does not depend on it."),
    /** The signed document inside the container is too large or nested too deeply. */
    NESTED_NOT_JUDGED(
            Verdict.INDETERMINATE,
            "The container holds another signed document, which is too large or nested too deeply to be judged: take it out and check it."),
    /** A time-stamp was made with an algorithm that is not accepted any more. */
    TIMESTAMP_WEAK(
            Verdict.INDETERMINATE,
            "The time-stamp was made with an algorithm that is not accepted any more, and nothing newer protects it."),

    // --- signer and cryptography
    /** The certificate digest of the signed properties fits no certificate. */
    SIGNING_CERT_DIGEST_MISMATCH(
            Verdict.INDETERMINATE, "The certificate in the document is not the one that the signer committed to."),
    /** The value was made with the key of another certificate of the document. */
    KEY_SUBSTITUTION(
            Verdict.INDETERMINATE,
            "The signature was made with another key than that of the person it names: treat it as a forgery."),
    /** The issuer and serial number of the signed properties differ from the certificate's. */
    SIGNING_CERT_ISSUER_MISMATCH(
            Verdict.VALID, "The signature states another issuer or serial number than the signer's certificate has."),
    /** A digest algorithm that is out of use. */
    WEAK_DIGEST(Verdict.VALID, "The signature uses an old digest algorithm."),
    /** A key that is short, or an RSA key with a small public exponent. */
    WEAK_KEY(Verdict.VALID, "The signature was made with a key that is weak by today's rules."),
    /** The key has the ROCA weakness. */
    ROCA_KEY(
            Verdict.VALID,
            "The signature was made with a card whose key has a known weakness (ROCA), before the state suspended such cards."),
    /** The certificate is not for signing. */
    CERT_KEY_USAGE(Verdict.INDETERMINATE, "The signer's certificate is not meant for signatures."),
    /** The certificate was suspended. */
    CERT_SUSPENDED(Verdict.INDETERMINATE, "The signer's certificate was suspended."),
    /** The issuer does not know the certificate. */
    CERT_STATUS_UNKNOWN(Verdict.INDETERMINATE, "The issuer did not know the signer's certificate."),
    /** The issuing service was not approved then. */
    CERT_SERVICE_NOT_ACTIVE(
            Verdict.INDETERMINATE, "The issuer of the signer's certificate was not an approved service at that time."),
    /** The policy asks for a qualified signature, and this is none. */
    LEVEL_NOT_QUALIFIED(Verdict.INVALID, "The signature is not a qualified one, which these rules ask for."),
    /** The trusted list does not say that the issuer was a qualified service when it issued the certificate, or when the signature was made. */
    CERT_SERVICE_NOT_QUALIFIED(
            Verdict.INVALID,
            "The issuer of the signer's certificate was not a qualified service when the certificate was issued or used."),

    // --- time and revocation
    /** There is no time-stamp. */
    TIMESTAMP_MISSING(Verdict.INDETERMINATE, "The signature has no time-stamp; without one its time is not proven."),
    /** The time-stamp is about something else. */
    TIMESTAMP_IMPRINT_MISMATCH(Verdict.INVALID, "The time-stamp belongs to another signature."),
    /** The time-stamp's issuer is not trusted. */
    TIMESTAMP_UNTRUSTED(Verdict.INDETERMINATE, "The time-stamp was not issued by a service that is trusted here."),
    /** The time-stamp is broken. */
    TIMESTAMP_INVALID(Verdict.INVALID, "The time-stamp is broken."),
    /** The service is not a qualified one. */
    TIMESTAMP_NOT_QUALIFIED(Verdict.VALID, "The time-stamp is not a qualified one."),
    /** No revocation answer is embedded. */
    OCSP_MISSING(Verdict.INDETERMINATE, "No answer about the signer's certificate is embedded."),
    /** The revocation answer is older than the time-stamp. */
    OCSP_BEFORE_TIMESTAMP(
            Verdict.INVALID, "The answer about the signer's certificate is older than the signature's time-stamp."),
    /** The revocation answer came late. */
    OCSP_LATE(
            Verdict.VALID,
            "The answer about the signer's certificate was fetched 15 minutes or more after the time-stamp."),
    /** The revocation answer is broken. */
    OCSP_SIGNATURE_INVALID(Verdict.INDETERMINATE, "The embedded answer about the signer's certificate is broken."),
    /** The responder is not trusted. */
    OCSP_RESPONDER_UNTRUSTED(
            Verdict.INDETERMINATE, "The embedded answer was not given by a responder that is trusted here."),
    /** The answer is not usable for another reason. */
    OCSP_NOT_ACCEPTABLE(Verdict.INDETERMINATE, "The embedded answer about the signer's certificate cannot be used."),
    /** An embedded revocation list is not usable. */
    CRL_NOT_ACCEPTABLE(
            Verdict.INDETERMINATE, "The embedded revocation list about the signer's certificate cannot be used."),
    /** Only a revocation list is embedded. */
    CRL_NOT_ACCEPTED(
            Verdict.INDETERMINATE, "Only a revocation list is embedded; the Estonian rules ask for an OCSP answer."),

    // --- DDOC
    /** A version before DIGIDOC-XML 1.3. */
    OLD_FORMAT_VERSION(Verdict.VALID, "The document has an old format that is not made any more."),
    /** A file was given with a signature that does not sign such a file. */
    CONTENT_NOT_JUDGED(
            Verdict.INDETERMINATE,
            "The file that you gave was not compared with what is signed: only a CMS signature without other content of its own signs such a file."),
    /** The document holds only the digest of a file. */
    HASHCODE_ONLY(
            Verdict.VALID,
            "The document holds only the digest of a file: compare the file that you have with it yourself; the name that is shown is not proven."),
    /** A file's name leads into a folder. */
    DDOC_FILE_NAME(Verdict.INVALID, "The document holds a file with a forbidden name."),
    /** A file's digest matches only without the namespace of its element. */
    DDOC_ALTERNATE_DIGEST(
            Verdict.VALID,
            "A file was hashed in the way of an old program with a known mistake; its content is intact."),
    /** Signed XML matches only when it is canonicalised out of its context. */
    DDOC_FRAGMENT_C14N(
            Verdict.VALID,
            "The signature was computed in the way of the old libraries, which differs from the standard; its content is intact."),
    /** The issuer's name or serial number has the wrong namespace. */
    DDOC_ISSUER_NAMESPACE(Verdict.INVALID, "The issuer of the signer's certificate is named in a wrong namespace."),
    /** The RSA block holds the digest behind a wrong prefix. */
    SIG_VALUE_ASN1_PREFIX(
            Verdict.INVALID,
            "The signature value was encoded wrongly by the program that made it, so that it does not verify."),
    /** The signature's own record of the answer names another one. */
    OCSP_REFERENCE_MISMATCH(
            Verdict.INDETERMINATE,
            "The answer about the signer's certificate is not the one that the signature records."),

    // --- trust
    /** Anchors from a list whose signature nobody checked. */
    TRUST_LIST_SIGNER_NOT_CHECKED(
            Verdict.VALID, "The trusted list was taken as given: its own signature was not checked."),
    /** Anchors from a list past its time. */
    TRUST_LIST_EXPIRED(Verdict.VALID, "The trusted list is past its next update: fetch a new one."),
    /** A source of anchors has another peculiarity. */
    TRUST_SOURCE_WARNING(Verdict.VALID, "A source of trust anchors has a peculiarity.");

    private final Verdict verdict;
    private final String sentence;

    FindingCode(Verdict verdict, String sentence) {
        this.verdict = verdict;
        this.sentence = sentence;
    }

    /**
     * Returns what the code means for the document when found as an error.
     *
     * @return the verdict; {@link Verdict#VALID} for codes that only ever warn
     */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * Returns what the code means, in one English sentence without personal data.
     *
     * @return the sentence
     */
    public String sentence() {
        return sentence;
    }
}
