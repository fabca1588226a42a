package dev.eresident.sandbox.lists;

/** What may be wrong with one list. All but the first three need a list that the sandbox made. */
public enum ListFault {
    /** The server says 404. */
    NOT_FOUND,
    /** Bytes that are no XML. */
    GARBAGE,
    /** One letter of a certificate was changed after signing. */
    TAMPERED,
    /** Signed by somebody whom nobody named. */
    WRONG_SIGNER,
    /** It says to be of another territory. */
    WRONG_TERRITORY,
    /** It says to be of another kind: a national list instead of a list of lists, and the other way round. */
    WRONG_TYPE,
    /** Signed rightly, but with a lower sequence number than before. */
    ROLLED_BACK,
    /** Signed rightly, but the next update was due yesterday. */
    EXPIRED,
    /** Signed rightly, in version 4 of the format. */
    OLD_VERSION,
    /** Signed rightly, without any service. */
    WITHOUT_SERVICES,
    /** Signed rightly, without a next update although it grants something. */
    WITHOUT_NEXT_UPDATE
}
