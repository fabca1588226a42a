package dev.eresident.core.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no case of the corpus shows: web-eid reference §7.3, rules 1 to 5. */
class DocumentClassifierTest {
    private static final String E_RESIDENT_2018 = "1.3.6.1.4.1.51361.1.1.4";

    private static CertificateMaker maker(String issuerCommonName, String... policies) {
        return new CertificateMaker().issuer("C=EE,CN=" + issuerCommonName).policies(policies);
    }

    private static void assertUnknown(EidDocument document, String reason) {
        assertThat(document.type()).isEqualTo(DocumentType.UNKNOWN);
        assertThat(document.eResidency().kind()).isEqualTo(EResidency.Kind.UNKNOWN);
        assertThat(document.eResidency().reason()).contains(reason);
    }

    @Nested
    class Rule1IssuerGeneration {
        @ParameterizedTest
        @CsvSource({
            "ESTEID2025, 1.3.6.1.4.1.51361.1.1.4",
            "ESTEID2018, 1.3.6.1.4.1.51361.2.1.6",
            "ESTEID-SK 2015, 1.3.6.1.4.1.51361.1.1.4",
            "Some Other CA, 1.3.6.1.4.1.51361.1.1.4",
            "esteid2018, 1.3.6.1.4.1.51361.1.1.4",
            "ESTEID2018, 1.3.6.1.4.1.10015.17.2",
            "ESTEID2018, 1.3.6.1.4.1.10015.18.1",
        })
        void whenPolicyIsOfAnotherIssuer_thenUnknown(String issuer, String policy) {
            assertUnknown(
                    maker(issuer, policy).make().document(Environment.PRODUCTION), "does not belong to its issuer");
        }

        @Test
        void whenIssuerNameHasNoCommonName_thenUnknown() {
            EidDocument document = new CertificateMaker()
                    .issuer("C=EE,O=ESTEID2018")
                    .policies(E_RESIDENT_2018)
                    .make()
                    .document(Environment.PRODUCTION);
            assertUnknown(document, "does not belong to its issuer");
        }

        @ParameterizedTest
        @ValueSource(strings = {"C=LV,CN=ESTEID2018", "CN=ESTEID2018", "C=EE,CN=ESTEID2018,CN=Other CA"})
        void whenIssuerOnlyLooksLikeTheEstonianOne_thenUnknown(String lookalike) {
            EidDocument document = new CertificateMaker()
                    .issuer(lookalike)
                    .policies(E_RESIDENT_2018)
                    .make()
                    .document(Environment.PRODUCTION);
            assertUnknown(document, "does not belong to its issuer");
        }

        @Test
        void whenLegacyMarkIsUnderAnotherIssuer_thenUnknown() {
            EidDocument document = maker("ESTEID2018", "1.3.6.1.4.1.10015.1.2")
                    .subject("O=ESTEID (DIGI-ID E-RESIDENT),CN=Test")
                    .make()
                    .document(Environment.PRODUCTION);
            assertUnknown(document, "does not belong to its issuer");
        }
    }

    @Nested
    class Rule2Arcs {
        @ParameterizedTest
        @CsvSource({
            "1.3.6.1.4.1.51361.1.1.10",
            "1.3.6.1.4.1.51361.1.1.44",
            "1.3.6.1.4.1.51361.1.1.4.1",
            "1.3.6.1.4.1.51361.1.1",
            "1.3.6.1.4.1.51361.1.1.0",
            "1.3.6.1.4.1.51361.4",
            "1.3.6.1.4.1.51361",
            "1.3.6.1.4.1.51455.1.1.2",
        })
        void whenArcIsNotAssigned_thenUnknown(String policy) {
            EidDocument document = maker("ESTEID2018", policy).make().document(Environment.PRODUCTION);
            assertUnknown(document, "not assigned");
            assertThat(document.evidence()).contains(Oid.of(policy));
        }

        @Test
        void whenArcOnlyLooksAlike_thenItIsNoDocumentPolicy() {
            assertUnknown(
                    maker("ESTEID2018", "1.3.6.1.4.1.513611.1.1.4").make().document(Environment.PRODUCTION),
                    "no document policy");
        }

        @Test
        void whenTwoDocumentPoliciesContradict_thenUnknown() {
            assertUnknown(
                    maker("ESTEID2018", E_RESIDENT_2018, "1.3.6.1.4.1.51361.1.1.1")
                            .make()
                            .document(Environment.PRODUCTION),
                    "contradict");
        }

        @Test
        void whenAnUnassignedPolicyStandsBesideAKnownOne_thenUnknown() {
            assertUnknown(
                    maker("ESTEID2018", E_RESIDENT_2018, "1.3.6.1.4.1.51361.1.1.14")
                            .make()
                            .document(Environment.PRODUCTION),
                    "not assigned");
        }
    }

    @Nested
    class Rule3TestForms {
        @ParameterizedTest
        @CsvSource({
            "TEST of ESTEID2018, 1.3.6.1.4.1.51361.1.2.4, DIGI_ID_E_RESIDENT",
            "TEST of ESTEID2018, 1.3.6.1.4.1.51361.1.1.4, DIGI_ID_E_RESIDENT",
            "TEST of ESTEID2018, 1.3.6.1.4.1.51455.1.2.1, DIPLOMATIC_ID",
            "Test ESTEID2025, 2.999.1.3.6.1.4.1.51361.2.1.6, DIGI_ID_E_RESIDENT",
            "Test ESTEID2025, 1.3.6.1.4.1.51361.2.1.6, DIGI_ID_E_RESIDENT",
            "ESTEID2018, 1.3.6.1.4.1.51361.1.2.4, DIGI_ID_E_RESIDENT",
            "TEST of EID-SK 2016, 1.3.6.1.4.1.10015.3.17.2, SMART_ID",
            "TEST of SK ID Solutions EID-Q 2024E, 1.3.6.1.4.1.10015.17.2, SMART_ID",
            "TEST of SK ID Solutions EID-NQ 2021E, 1.3.6.1.4.1.10015.17.1, SMART_ID_NON_QUALIFIED",
        })
        void whenFormIsOfTests_thenKnownInTestsOnly(String issuer, String policy, DocumentType type) {
            Certificate certificate = maker(issuer, policy).make();

            EidDocument inTest = certificate.document(Environment.TEST);
            assertThat(inTest.type()).isEqualTo(type);
            assertThat(inTest.environment()).isEqualTo(Environment.TEST);
            assertThat(inTest.evidence()).contains(Oid.of(policy));

            EidDocument inProduction = certificate.document(Environment.PRODUCTION);
            assertUnknown(inProduction, "test certificate");
            assertThat(inProduction.environment()).isEqualTo(Environment.TEST);
        }

        @ParameterizedTest
        @CsvSource({
            "10015.3.1, ESTEID, ID_CARD, NO",
            "10015.3.2, ESTEID (DIGI-ID E-RESIDENT), DIGI_ID_E_RESIDENT, YES",
            "10015.3.3, ESTEID (MOBIIL-ID), MOBILE_ID, NO",
            "10015.3.1.3, ESTEID (MOBIIL-ID E-RESIDENT), MOBILE_ID, YES",
        })
        void whenLegacyTestArc_thenKnown(
                String arcs, String organisation, DocumentType type, EResidency.Kind eResidency) {
            EidDocument document = maker("TEST of ESTEID-SK 2015", "1.3.6.1.4.1." + arcs)
                    .subject("O=" + organisation + ",CN=Test")
                    .make()
                    .document(Environment.TEST);
            assertThat(document.type()).isEqualTo(type);
            assertThat(document.eResidency().kind()).isEqualTo(eResidency);
        }
    }

    @Nested
    class Legacy {
        @ParameterizedTest
        @CsvSource({
            "10015.1.1.4, ESTEID, ID_CARD, NO",
            "10015.1.2.9, ESTEID (DIGI-ID), DIGI_ID, NO",
            "10015.1.2, ESTEID (DIGI-ID E-RESIDENT), DIGI_ID_E_RESIDENT, YES",
            "10015.1.3.3, ESTEID (MOBIIL-ID), MOBILE_ID, NO",
            "10015.1.2, ESTEID, UNKNOWN, UNKNOWN",
            "10015.1.1, ESTEID (DIGI-ID E-RESIDENT), UNKNOWN, UNKNOWN",
            "10015.1.2, ESTEID (DIGI-ID E-RESIDENT) , DIGI_ID_E_RESIDENT, YES",
            "10015.1.2, XESTEID (DIGI-ID E-RESIDENT), UNKNOWN, UNKNOWN",
        })
        void whenOrganisationDecides_thenItMustFitThePolicy(
                String arcs, String organisation, DocumentType type, EResidency.Kind eResidency) {
            EidDocument document = maker("ESTEID-SK 2011", "1.3.6.1.4.1." + arcs)
                    .subject("O=" + organisation + ",CN=Test")
                    .make()
                    .document(Environment.PRODUCTION);
            assertThat(document.type()).isEqualTo(type);
            assertThat(document.eResidency().kind()).isEqualTo(eResidency);
        }
    }

    @Nested
    class Others {
        @Test
        void whenSealPolicy_thenOrganisation() {
            EidDocument document = maker("KLASS3-SK 2016", "1.3.6.1.4.1.10015.7.3", "0.4.0.194112.1.3")
                    .make()
                    .document(Environment.PRODUCTION);
            assertThat(document.type()).isEqualTo(DocumentType.ORGANISATION);
            assertThat(document.eResidency().kind()).isEqualTo(EResidency.Kind.NO);
        }

        @Test
        void whenQcTypeIsSeal_thenOrganisation() {
            ASN1EncodableVector type = new ASN1EncodableVector();
            type.add(new ASN1ObjectIdentifier("0.4.0.1862.1.6"));
            type.add(new DERSequence(new ASN1ObjectIdentifier("0.4.0.1862.1.6.2")));
            EidDocument document = new CertificateMaker()
                    .issuer("C=EE,CN=Foreign CA")
                    .extension("1.3.6.1.5.5.7.1.3", false, new DERSequence(new DERSequence(type)))
                    .make()
                    .document(Environment.PRODUCTION);
            assertThat(document.type()).isEqualTo(DocumentType.ORGANISATION);
        }

        @Test
        void whenAuthority_thenUnknown() {
            EidDocument document = maker("ESTEID2018", E_RESIDENT_2018)
                    .extension("2.5.29.19", true, new BasicConstraints(true))
                    .make()
                    .document(Environment.PRODUCTION);
            assertUnknown(document, "authority");
        }

        @Test
        void whenNoPolicies_thenUnknownWithoutEvidence() {
            EidDocument document = new CertificateMaker().make().document(Environment.PRODUCTION);
            assertUnknown(document, "no document policy");
            assertThat(document.evidence()).isEmpty();
        }
    }
}
