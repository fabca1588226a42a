package dev.eresident.core.trust.lists;

import dev.eresident.core.Bytes;
import dev.eresident.core.TrustException;
import dev.eresident.core.trust.ListPointer;
import dev.eresident.core.trust.TrustedList;

/** What a national list must be, by the pointer of the verified list of lists (TS 119 615 §4.2). */
final class NationalRules implements ListRules {
    private final ListPointer pointer;

    NationalRules(ListPointer pointer) {
        this.pointer = pointer;
    }

    @Override
    public TrustedList verify(Bytes content, String source) {
        if (pointer.signers().isEmpty()) {
            throw new TrustException(
                    "TRUST_LIST_SIGNERS_MISSING",
                    "The list of lists names no readable signer of the trusted list " + source + ", so it is not used");
        }
        TrustedList list = TrustedList.verify(content.toByteArray(), source, pointer.signers());
        if (!ListTypes.isNational(list) || !list.typeUri().equals(pointer.typeUri())) {
            throw new TrustException(
                    "TRUST_LIST_WRONG_TYPE",
                    "The trusted list " + source + " is of another kind than the list of lists says: "
                            + list.typeUri());
        }
        if (!list.territory().equals(pointer.territory())) {
            throw new TrustException(
                    "TRUST_LIST_WRONG_TERRITORY",
                    "The trusted list " + source + " is of " + list.territory() + ", but should be of "
                            + pointer.territory());
        }
        if (list.services().isEmpty()) {
            throw new TrustException("TRUST_LIST_EMPTY", "The trusted list " + source + " holds no service");
        }
        return list;
    }
}
