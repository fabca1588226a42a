package dev.eresident.core.trust;

import dev.eresident.core.certificate.Certificate;
import java.util.List;

/**
 * Where another trusted list stands and who signs it, as a list says (ETSI TS 119 612 §5.3.13). Immutable.
 *
 * @param location the address as written; anything may stand there
 * @param typeUri the TSLType of the other list, for example {@code …/TSLType/EUgeneric}; empty when not said
 * @param territory territory of the other list, such as {@code EE}; empty when not said
 * @param mimeType in what form it stands there, for example {@code application/vnd.etsi.tsl+xml}; empty when not said
 * @param signers the certificates of which one signs the other list, those that could be decoded
 */
public record ListPointer(
        String location, String typeUri, String territory, String mimeType, List<Certificate> signers) {
    /** Copies the signers. */
    public ListPointer {
        signers = List.copyOf(signers);
    }
}
