package dev.eresident.core.trust.lists;

import dev.eresident.core.Bytes;
import dev.eresident.core.trust.TrustedList;

/** What makes a list the wanted one: its signer, its kind, its territory. Its age is judged elsewhere. */
interface ListRules {
    /**
     * Verifies a list.
     *
     * @param content the bytes as received
     * @param source where they came from, for messages
     * @return the list
     * @throws dev.eresident.core.EResidentException of a kind that {@link ListDownload#isFailure} accepts, if it is not the wanted one
     */
    TrustedList verify(Bytes content, String source);
}
