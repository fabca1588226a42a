package dev.eresident.sandbox.card;

import dev.eresident.sandbox.pki.Authority;
import dev.eresident.sandbox.pki.KeyType;
import dev.eresident.sandbox.pki.SandboxPki;
import org.jspecify.annotations.Nullable;

/** The documents that the sandbox can issue, with the policy that tells their kind. */
public enum CardProfile {
    /** E-resident's digi-ID of 2018 to 2025, production numbering: {@code 1.3.6.1.4.1.51361.1.1.4}. */
    E_RESIDENT_2018(Generation.ESTEID2018, "1.3.6.1.4.1.51361.1.1.4", null),
    /** E-resident's digi-ID of 2018 to 2025, test numbering: {@code 1.3.6.1.4.1.51361.1.2.4}. */
    E_RESIDENT_2018_TEST_ARC(Generation.ESTEID2018, "1.3.6.1.4.1.51361.1.2.4", null),
    /** E-resident's digi-ID since 2025, production numbering: {@code 1.3.6.1.4.1.51361.2.1.6}. */
    E_RESIDENT_2025(Generation.ESTEID2025, "1.3.6.1.4.1.51361.2.1.6", null),
    /** E-resident's digi-ID since 2025, test numbering: {@code 2.999.1.3.6.1.4.1.51361.2.1.6}. */
    E_RESIDENT_2025_TEST_ARC(Generation.ESTEID2025, "2.999.1.3.6.1.4.1.51361.2.1.6", null),
    /** E-resident's digi-ID before 2018 (RSA); the organisation in the subject tells: {@code ESTEID (DIGI-ID E-RESIDENT)}. */
    E_RESIDENT_LEGACY(Generation.ESTEID_SK_2015, "1.3.6.1.4.1.10015.1.2", "ESTEID (DIGI-ID E-RESIDENT)"),
    /** Identity card of an Estonian citizen of 2018 to 2025: {@code 1.3.6.1.4.1.51361.1.1.1}. */
    CITIZEN_2018(Generation.ESTEID2018, "1.3.6.1.4.1.51361.1.1.1", null),
    /** Identity card of an Estonian citizen since 2025, production numbering: {@code 1.3.6.1.4.1.51361.2.1.1}. */
    CITIZEN_2025(Generation.ESTEID2025, "1.3.6.1.4.1.51361.2.1.1", null),
    /** Identity card of an Estonian citizen since 2025, test numbering: {@code 2.999.1.3.6.1.4.1.51361.2.1.1}. */
    CITIZEN_2025_TEST_ARC(Generation.ESTEID2025, "2.999.1.3.6.1.4.1.51361.2.1.1", null),
    /** Digi-ID of a resident, 2018 to 2025: {@code 1.3.6.1.4.1.51361.1.1.3}. */
    DIGI_ID_2018(Generation.ESTEID2018, "1.3.6.1.4.1.51361.1.1.3", null),
    /** Identity card before 2018 (RSA): {@code 1.3.6.1.4.1.10015.1.1}, organisation {@code ESTEID}. */
    ID_CARD_LEGACY(Generation.ESTEID_SK_2015, "1.3.6.1.4.1.10015.1.1", "ESTEID");

    private final Generation generation;
    private final String documentPolicy;
    private final @Nullable String organisation;

    CardProfile(Generation generation, String documentPolicy, @Nullable String organisation) {
        this.generation = generation;
        this.documentPolicy = documentPolicy;
        this.organisation = organisation;
    }

    /**
     * The policy that tells the kind of document.
     *
     * @return an object identifier, as dotted numbers
     */
    public String documentPolicy() {
        return documentPolicy;
    }

    /**
     * Tells whether the holder is an e-resident.
     *
     * @return true for the e-residents' documents
     */
    public boolean isEResident() {
        return name().startsWith("E_RESIDENT");
    }

    Generation generation() {
        return generation;
    }

    @Nullable String organisation() {
        return organisation;
    }

    /** The three families of certificates. */
    enum Generation {
        ESTEID2018,
        ESTEID2025,
        ESTEID_SK_2015;

        Authority authority(SandboxPki pki) {
            return switch (this) {
                case ESTEID2018 -> pki.esteid2018();
                case ESTEID2025 -> pki.esteid2025();
                case ESTEID_SK_2015 -> pki.esteidSk2015();
            };
        }

        KeyType keyType() {
            return this == ESTEID_SK_2015 ? KeyType.RSA2048 : KeyType.P384;
        }
    }
}
