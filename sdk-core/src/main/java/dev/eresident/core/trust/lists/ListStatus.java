package dev.eresident.core.trust.lists;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of one list; for operators and health reports, without personal data. Immutable.
 *
 * @param territory whose list, such as {@code EE}; {@code EU} for the European list of lists
 * @param location its address; empty when none is known
 * @param state how it came into the snapshot, or did not
 * @param sequence its sequence number, when it is used
 * @param issued when it was issued, when it is used
 * @param nextUpdate by when a newer one was promised; empty when it is not used, or its scheme has ended
 * @param anchors how many certificates of services it brings
 * @param problem what went wrong; present in the last three states
 * @param warnings what an operator should know besides
 */
public record ListStatus(
        String territory,
        String location,
        ListState state,
        OptionalLong sequence,
        Optional<Instant> issued,
        Optional<Instant> nextUpdate,
        int anchors,
        Optional<Problem> problem,
        List<Problem> warnings) {
    /** Copies the warnings. */
    public ListStatus {
        warnings = List.copyOf(warnings);
    }

    /**
     * Something that went wrong.
     *
     * @param code stable machine code, for example {@code TRUST_LIST_EXPIRED}, {@code HTTP_404} or {@code TIMEOUT}
     * @param text what it means and what to do
     */
    public record Problem(String code, String text) {}

    /**
     * Tells whether the list is used.
     *
     * @return false when it failed
     */
    public boolean usable() {
        return state != ListState.FAILED;
    }

    /**
     * Tells whether everything that was received of the list could be verified. A list that could not be fetched while the cached copy holds is no such case.
     *
     * @return false when the list failed or what was received was refused
     */
    public boolean verified() {
        return usable() && state != ListState.REPLACEMENT_REFUSED;
    }
}
