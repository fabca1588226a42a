package dev.eresident.core.trust.lists;

import dev.eresident.core.trust.ListPointer;
import dev.eresident.core.trust.TrustedList;
import java.util.Set;

/** The kinds of lists (TS 119 612 §5.3.3, and the names used before 2016). */
final class ListTypes {
    private static final String XML = "application/vnd.etsi.tsl+xml";
    private static final String NEW = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/";
    private static final String OLD = "http://uri.etsi.org/TrstSvc/eSigDir-1999-93-EC-TrustedList/TSLType/";
    private static final Set<String> LISTS_OF_LISTS = Set.of(NEW + "EUlistofthelists", OLD + "schemes");
    private static final Set<String> NATIONAL = Set.of(NEW + "EUgeneric", OLD + "generic");

    private ListTypes() {}

    static boolean isListOfLists(TrustedList list) {
        return LISTS_OF_LISTS.contains(list.typeUri());
    }

    static boolean isNational(TrustedList list) {
        return NATIONAL.contains(list.typeUri());
    }

    static boolean leadsToListOfLists(ListPointer pointer) {
        return LISTS_OF_LISTS.contains(pointer.typeUri()) && pointer.mimeType().equals(XML);
    }

    static boolean leadsToNational(ListPointer pointer) {
        return NATIONAL.contains(pointer.typeUri()) && pointer.mimeType().equals(XML);
    }
}
