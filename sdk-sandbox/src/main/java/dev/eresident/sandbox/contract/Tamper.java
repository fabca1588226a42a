package dev.eresident.sandbox.contract;

/** What may be wrong with a container; each changes exactly one thing. Changes of a signature are made to the last one. */
public enum Tamper {
    /** One byte of the first data file was changed after signing. */
    DATA_FILE_CHANGED,
    /** One bit of the signature value was flipped; the time-stamp was made over the flipped value. */
    SIGNATURE_VALUE_FLIPPED,
    /** The signing time was changed after signing. */
    SIGNED_PROPERTIES_CHANGED,
    /** The digest in SigningCertificate is that of another certificate; signed like this. */
    SIGNING_CERTIFICATE_DIGEST_WRONG,
    /** There is no SigningCertificate; signed like this. */
    SIGNING_CERTIFICATE_MISSING,
    /** KeyInfo holds the certificate of the issuer instead of the signer's. */
    KEY_INFO_OF_OTHER_CERTIFICATE,
    /** The signature does not cover the signed properties. */
    SIGNED_PROPERTIES_REFERENCE_MISSING,
    /** The signature does not cover the last data file. */
    DATA_FILE_REFERENCE_MISSING,
    /** A data file has no DataObjectFormat. */
    DATA_OBJECT_FORMAT_MISSING,
    /** Signed with the key and certificate for logging in. */
    SIGNED_WITH_AUTHENTICATION_KEY,
    /** The time-stamp is over another value. */
    TIMESTAMP_IMPRINT_WRONG,
    /** The signature of the time-stamp does not verify. */
    TIMESTAMP_SIGNATURE_BROKEN,
    /** The OCSP answer was produced a minute before the time-stamp. */
    OCSP_BEFORE_TIMESTAMP,
    /** The OCSP answer was produced twenty minutes after the time-stamp (a warning, not an error). */
    OCSP_LATE,
    /** The OCSP answer is about another serial number. */
    OCSP_OF_OTHER_CERTIFICATE,
    /** The OCSP answer says "unknown". */
    OCSP_STATUS_UNKNOWN,
    /** The signature of the OCSP answer does not verify. */
    OCSP_SIGNATURE_BROKEN,
    /** The OCSP answer comes from the responder of another authority. */
    OCSP_RESPONDER_OF_OTHER_AUTHORITY,
    /** The signature file begins with a document type declaration. */
    DOCTYPE,
    /** There is no manifest. */
    MANIFEST_MISSING,
    /** The manifest does not name the last data file. */
    MANIFEST_ENTRY_MISSING,
    /** The manifest names a file that is not there. */
    MANIFEST_ENTRY_EXTRA,
    /** The manifest gives the first data file another media type than the signature. */
    MANIFEST_MEDIA_TYPE_WRONG,
    /** A further file, in the manifest, that no signature covers. */
    EXTRA_UNSIGNED_FILE,
    /** Two entries with the name of the first data file, the second one with other content. */
    DUPLICATE_ENTRY,
    /** An entry whose name climbs out of the container. */
    CLIMBING_ENTRY_NAME,
    /** The media type of the container is another one. */
    MIMETYPE_WRONG,
    /** The {@code mimetype} entry is compressed (a warning, not an error). */
    MIMETYPE_COMPRESSED,
    /** The {@code mimetype} entry is the last one (a warning, not an error). */
    MIMETYPE_LAST
}
