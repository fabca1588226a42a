package dev.eresident.payments.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.core.Bytes;
import dev.eresident.core.EResidentException;
import dev.eresident.core.Proof;
import dev.eresident.core.ServiceException;
import dev.eresident.core.TrustException;
import dev.eresident.core.id.RegistryCode;
import dev.eresident.core.transport.Resilience;
import dev.eresident.core.transport.Transport;
import dev.eresident.payments.register.RepresentationOutcome.Kind;
import dev.eresident.payments.register.RepresentationOutcome.Reason;
import dev.eresident.payments.register.RepresentationOutcome.Unclear;
import dev.eresident.sandbox.fault.TransportFault;
import dev.eresident.sandbox.register.Company;
import dev.eresident.sandbox.register.RegisterFault;
import dev.eresident.sandbox.register.RegisterService;
import dev.eresident.sandbox.register.Right;
import dev.eresident.sandbox.xroad.ErrorSpelling;
import dev.eresident.sandbox.xroad.SecurityServer;
import dev.eresident.sandbox.xroad.XRoadFault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both doors to the sandbox's register. */
class BusinessRegisterTest {
    private final RegisterWorld world = new RegisterWorld();
    private final AuthenticatedPerson person = world.login(world.sandbox.eResident());

    @AfterEach
    void close() {
        world.close();
    }

    /** The two ways in. */
    enum Door {
        X_ROAD,
        DIRECT;

        BusinessRegister open(RegisterWorld world) {
            return this == X_ROAD ? world.overXRoad() : world.direct();
        }
    }

    private Company company(int number) {
        return world.sandbox
                .register()
                .company(RegisterService.madeUpCode(number))
                .name("Proov OÜ");
    }

    private RepresentationOutcome ask(Company company) {
        return world.overXRoad().representation(person, RegisterWorld.code(company));
    }

    private EResidentException failure(Door door) {
        return catchThrowableOfType(
                EResidentException.class,
                () -> door.open(world).representation(person, RegisterWorld.code(world.sandbox.soleCompany())));
    }

    @Nested
    class Companies {
        @ParameterizedTest
        @EnumSource(Door.class)
        void whenItExists_thenFound(Door door) {
            CompanyOutcome outcome = door.open(world).company(RegisterWorld.code(world.sandbox.soleCompany()));

            dev.eresident.payments.register.Company found = outcome.orElseThrow();
            assertThat(outcome.kind()).isEqualTo(CompanyOutcome.Kind.FOUND);
            assertThat(found.name()).isEqualTo(world.sandbox.soleCompany().name());
            assertThat(found.status()).isEqualTo(CompanyStatus.ENTERED);
            assertThat(found.legalForm()).contains("OÜ");
            assertThat(found.firstEntry()).isPresent();
        }

        @ParameterizedTest
        @EnumSource(Door.class)
        void whenItWasStruckOff_thenSaidSo(Door door) {
            CompanyOutcome outcome = door.open(world).company(RegisterWorld.code(world.sandbox.struckOffCompany()));

            assertThat(outcome.kind()).isEqualTo(CompanyOutcome.Kind.STRUCK_OFF);
            assertThat(catchThrowableOfType(ServiceException.class, outcome::orElseThrow)
                            .code())
                    .isEqualTo("COMPANY_STRUCK_OFF");
        }

        @ParameterizedTest
        @EnumSource(Door.class)
        void whenTheRegisterDoesNotKnowIt_thenNotFound(Door door) {
            CompanyOutcome outcome = door.open(world).company(RegistryCode.parse(world.sandbox.unknownCompanyCode()));

            assertThat(outcome.kind()).isEqualTo(CompanyOutcome.Kind.NOT_FOUND);
            assertThat(catchThrowableOfType(ServiceException.class, outcome::orElseThrow)
                            .code())
                    .isEqualTo("COMPANY_UNKNOWN");
        }
    }

    @Nested
    class Representation {
        @ParameterizedTest
        @EnumSource(Door.class)
        void whenThePersonActsAlone_thenConfirmed(Door door) {
            ConfirmedRepresentation right = door.open(world)
                    .representation(person, RegisterWorld.code(world.sandbox.soleCompany()))
                    .orElseThrow();

            assertThat(right.person()).isSameAs(person);
            assertThat(right.company()).isEqualTo(RegisterWorld.code(world.sandbox.soleCompany()));
            assertThat(right.role()).isEqualTo("JUHL");
            assertThat(right.verifiedAt()).isEqualTo(world.clock.instant());
            assertThat(right.validUntil()).isEqualTo(world.clock.instant().plus(Duration.ofMinutes(5)));
            assertThat(right.isValidAt(right.validUntil())).isTrue();
            assertThat(right.isValidAt(right.validUntil().plusMillis(1))).isFalse();
            assertThat(right.toString())
                    .doesNotContain(person.identifier().identifier())
                    .doesNotContain(person.fullName());
        }

        @ParameterizedTest
        @EnumSource(Door.class)
        void whenThePersonActsWithOthers_thenJointly(Door door) {
            RepresentationOutcome outcome =
                    door.open(world).representation(person, RegisterWorld.code(world.sandbox.jointCompany()));

            RepresentationOutcome.Jointly jointly = (RepresentationOutcome.Jointly) outcome;
            assertThat(jointly.groups()).hasSize(1);
            assertThat(jointly.groups().get(0).others()).hasSize(1);
            Representative other = jointly.groups().get(0).others().get(0);
            assertThat(other.code()).isNotEmpty();
            assertThat(outcome + outcome.text() + other)
                    .doesNotContain(other.code().orElseThrow());
            assertThat(catchThrowableOfType(TrustException.class, outcome::orElseThrow)
                            .code())
                    .isEqualTo("REPRESENTATION_JOINTLY");
        }

        @ParameterizedTest
        @EnumSource(Door.class)
        void whenThePersonHasNoRole_thenNotEntitled(Door door) {
            RepresentationOutcome outcome = door.open(world)
                    .representation(
                            world.login(world.sandbox.citizen()),
                            RegisterWorld.code(company(40)
                                    .boardMember(world.sandbox.eResident().person(), Right.SOLE)));

            assertThat(outcome.kind()).isEqualTo(Kind.NOT_ENTITLED);
        }

        @ParameterizedTest
        @EnumSource(Door.class)
        void whenTheCompanyWasStruckOff_thenNotActive(Door door) {
            RepresentationOutcome outcome =
                    door.open(world).representation(person, RegisterWorld.code(world.sandbox.struckOffCompany()));

            assertThat(outcome)
                    .isEqualTo(new RepresentationOutcome.CompanyNotActive(
                            RegisterWorld.code(world.sandbox.struckOffCompany()), CompanyStatus.STRUCK_OFF));
        }

        @ParameterizedTest
        @EnumSource(Door.class)
        void whenThereIsNoCompany_thenUnknown(Door door) {
            RepresentationOutcome outcome =
                    door.open(world).representation(person, RegistryCode.parse(world.sandbox.unknownCompanyCode()));

            assertThat(outcome.kind()).isEqualTo(Kind.COMPANY_UNKNOWN);
        }

        @Test
        void whenTheLoginEndsSooner_thenTheRightEndsWithIt() {
            world.clock.pass(
                    Duration.between(world.clock.instant(), person.validUntil()).minusSeconds(1));

            assertThat(ask(world.sandbox.soleCompany()).orElseThrow().validUntil())
                    .isEqualTo(person.validUntil());
        }

        @Test
        void whenTheLoginIsOver_thenNothingIsAsked() {
            world.clock.pass(
                    Duration.between(world.clock.instant(), person.validUntil()).plusSeconds(1));
            long before = world.sandbox.securityServer().requestCount();

            TrustException e = catchThrowableOfType(TrustException.class, () -> ask(world.sandbox.soleCompany()));

            assertThat(e.code()).isEqualTo("PERSON_NOT_VALID");
            assertThat(world.sandbox.securityServer().requestCount()).isEqualTo(before);
        }

        @Test
        void whenThereAreConditions_thenUnclear() {
            assertReason(
                    company(41)
                            .boardMember(world.sandbox.eResident().person(), Right.SOLE)
                            .condition("Up to 1000 euros."),
                    Reason.SPECIAL_CONDITIONS);
        }

        @Test
        void whenTheSameCodeIsOfAnotherCountry_thenNotEntitled() {
            Company company =
                    company(42).representative(world.sandbox.eResident().person(), "FIN", "JUHL", Right.SOLE);

            assertThat(ask(company).kind()).isEqualTo(Kind.NOT_ENTITLED);
        }

        @Test
        void whenThePersonIsAProcurator_thenUnclear() {
            assertReason(
                    company(43).representative(world.sandbox.eResident().person(), "EST", "PROK", Right.SOLE),
                    Reason.PROCURATOR);
        }

        @Test
        void whenTheRoleIsUnknown_thenUnclear() {
            assertReason(
                    company(44).representative(world.sandbox.eResident().person(), "EST", "XXXX", Right.SOLE),
                    Reason.ROLE_UNKNOWN);
        }

        @Test
        void whenJointWithoutGroup_thenUnclear() {
            assertReason(
                    company(45).boardMember(world.sandbox.eResident().person(), Right.JOINT),
                    Reason.JOINT_WITHOUT_GROUP);
        }

        @Test
        void whenAJointGroupHasNobodyElse_thenUnclear() {
            assertReason(
                    company(46)
                            .boardMember(world.sandbox.eResident().person(), Right.JOINT)
                            .group(1, world.sandbox.eResident().person()),
                    Reason.CONTRADICTION);
        }

        @ParameterizedTest
        @CsvSource({
            "IN_LIQUIDATION, JUHL, COMPANY_NOT_ACTIVE",
            "IN_LIQUIDATION, LIKV, CONFIRMED",
            "IN_LIQUIDATION, PROK, UNCLEAR",
            "BANKRUPT, JUHL, COMPANY_NOT_ACTIVE",
            "BANKRUPT, LIKV, COMPANY_NOT_ACTIVE",
            "BANKRUPT, PANKR, CONFIRMED",
            "STRUCK_OFF, LIKV, COMPANY_NOT_ACTIVE"
        })
        void whenTheCompanyIsNotActive_thenOnlyTheRolesOfThatStatusCount(
                dev.eresident.sandbox.register.CompanyStatus status, String role, Kind kind) {
            assertThat(ask(company(47)
                                    .status(status)
                                    .representative(world.sandbox.eResident().person(), "EST", role, Right.SOLE))
                            .kind())
                    .isEqualTo(kind);
        }

        private void assertReason(Company company, Reason reason) {
            RepresentationOutcome outcome = ask(company);

            assertThat(outcome).isInstanceOf(Unclear.class);
            assertThat(((Unclear) outcome).reason()).isEqualTo(reason);
            assertThat(outcome.toString()).doesNotContain("euros");
        }
    }

    @Nested
    class Failures {
        @ParameterizedTest
        @ValueSource(strings = {"wrong-password", "sandbox-passworD"})
        void whenThePasswordIsWrong_thenCredentialsRefusedOnceAndNotShown(String password) {
            long before = world.sandbox.register().requestCount();
            ServiceException e = catchThrowableOfType(
                    ServiceException.class,
                    () -> world.direct(password).company(RegisterWorld.code(world.sandbox.soleCompany())));

            assertThat(e.code()).isEqualTo("REGISTER_CREDENTIALS_REFUSED");
            assertThat(e.toString())
                    .doesNotContain(password)
                    .doesNotContain(world.sandbox.register().userName());
            assertThat(world.sandbox.register().requestCount()).isEqualTo(before + 1);
        }

        @Test
        void whenThePasswordIsWrongOverXRoad_thenTheSame() {
            ServiceException e = catchThrowableOfType(
                    ServiceException.class,
                    () -> BusinessRegister.over(
                                    world.client(world.sandbox.securityServer().client()),
                                    world.credentials("wrong-password"))
                            .representation(person, RegisterWorld.code(world.sandbox.soleCompany())));

            assertThat(e.code()).isEqualTo("REGISTER_CREDENTIALS_REFUSED");
            assertThat(e.requestId()).isPresent();
            assertThat(e.toString()).doesNotContain("wrong-password");
        }

        @ParameterizedTest
        @EnumSource(ErrorSpelling.class)
        void whenTheRegisterHasNotGrantedAccess_thenXRoadDeniesItAndNothingIsDelivered(ErrorSpelling spelling) {
            SecurityServer server = world.sandbox.securityServer();
            server.spelling(spelling);
            server.revoke(server.client(), SecurityServer.REGISTER + "/esindus_v2/v1");
            int before = server.deliveries().size();

            assertThat(failure(Door.X_ROAD)).isInstanceOf(ServiceException.class);
            assertThat(failure(Door.X_ROAD).code()).isEqualTo("XROAD_ACCESS_DENIED");
            assertThat(server.deliveries()).hasSize(before);
            assertThat(world.overXRoad()
                            .company(RegisterWorld.code(world.sandbox.soleCompany()))
                            .kind())
                    .isEqualTo(CompanyOutcome.Kind.FOUND);
        }

        @Test
        void whenAccessIsDeniedAtTheRegistersOwnAddress_thenCredentialsRefused() {
            world.sandbox.register().failNext(TransportFault.HTTP_403);

            assertThat(failure(Door.DIRECT).code()).isEqualTo("REGISTER_CREDENTIALS_REFUSED");
        }

        @Test
        void whenTheRegisterFailsAndRecovers_thenATransportThatRepeatsAsksAgain() {
            world.sandbox.register().failNext(TransportFault.CONNECTION_RESET, TransportFault.HTTP_503);
            long before = world.sandbox.register().requestCount();
            try (Transport patient = Transport.builder()
                    .resilience(Resilience.builder(world.random)
                            .sleeper(pause -> {})
                            .build())
                    .build()) {
                BusinessRegister register = BusinessRegister.direct(
                        patient,
                        world.sandbox.register().uri(),
                        world.credentials(world.sandbox.register().password()),
                        world.clock);

                assertThat(register.company(RegisterWorld.code(world.sandbox.soleCompany()))
                                .kind())
                        .isEqualTo(CompanyOutcome.Kind.FOUND);
                assertThat(world.sandbox.register().requestCount() - before).isEqualTo(3);
            }
        }

        @Test
        void whenTheAnswersHashIsWrong_thenRefused() {
            world.sandbox.securityServer().misbehave(XRoadFault.WRONG_REQUEST_HASH);

            assertThat(failure(Door.X_ROAD).code()).isEqualTo("XROAD_REQUEST_HASH");
        }

        @ParameterizedTest
        @CsvSource({
            "CREDENTIALS_REFUSED, REGISTER_CREDENTIALS_REFUSED",
            "CREDENTIALS_REFUSED_ESTONIAN, REGISTER_CREDENTIALS_REFUSED",
            "INTERNAL_FAULT, REGISTER_FAULT",
            "OTHER_COMPANY, REGISTER_ANSWER_MISMATCH",
            "COMPANY_TWICE, REGISTER_ANSWER_MALFORMED",
            "UNKNOWN_FLAG, REGISTER_ANSWER_MALFORMED",
            "NO_BODY, REGISTER_ANSWER_MALFORMED"
        })
        void whenTheRegisterMisbehaves_thenTypedThroughBothDoors(RegisterFault fault, String code) {
            world.sandbox.register().misbehave(fault);

            assertThat(failure(Door.X_ROAD).code()).isEqualTo(code);
            assertThat(failure(Door.DIRECT).code()).isEqualTo(code);
        }

        @Test
        void whenTheAnswerIsOfAnotherOperation_thenRefused() {
            world.sandbox.register().misbehave(RegisterFault.WRONG_WRAPPER);

            assertThat(failure(Door.X_ROAD).code()).isEqualTo("XROAD_ANSWER_MISMATCH");
            assertThat(failure(Door.DIRECT).code()).isEqualTo("REGISTER_ANSWER_MISMATCH");
        }

        @ParameterizedTest
        @CsvSource({"UNKNOWN_STATUS, STATUS_UNKNOWN", "UNKNOWN_ROLE, ROLE_UNKNOWN"})
        void whenAValueIsNew_thenUnclear(RegisterFault fault, Reason reason) {
            world.sandbox.register().misbehave(fault);

            assertThat(ask(world.sandbox.soleCompany()))
                    .isInstanceOfSatisfying(
                            Unclear.class,
                            unclear -> assertThat(unclear.reason()).isEqualTo(reason));
        }

        @Test
        void whenBothQuestionsAreAnsweredEmpty_thenUnknown() {
            world.sandbox.register().misbehave(RegisterFault.NO_ROWS);

            assertThat(ask(world.sandbox.soleCompany()).kind()).isEqualTo(Kind.COMPANY_UNKNOWN);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://register.example/",
                    "http://127.0.0.1.example/",
                    "https://u:p@register.example/",
                    "mailto:x"
                })
        void whenTheAddressWouldShowThePassword_thenRefused(URI address) {
            EResidentException e = catchThrowableOfType(
                    EResidentException.class,
                    () -> BusinessRegister.direct(world.transport, address, world.credentials("p"), world.clock));

            assertThat(e.code()).isEqualTo("REGISTER_ADDRESS");
        }
    }

    @Nested
    class Proofs {
        private Proof proof(Door door) {
            return door.open(world)
                    .representation(person, RegisterWorld.code(world.sandbox.soleCompany()))
                    .orElseThrow()
                    .toProof();
        }

        @ParameterizedTest
        @EnumSource(Door.class)
        void whenReadAgain_thenConfirmedButCannotAct(Door door) {
            Proof proof = Proof.fromBytes(proof(door).toBytes());
            ConfirmedRepresentation again = BusinessRegister.reverify(
                            proof,
                            world.webEid.reverify(person.toProof(), world.trust).orElseThrow())
                    .orElseThrow();

            assertThat(again.company()).isEqualTo(RegisterWorld.code(world.sandbox.soleCompany()));
            assertThat(again.validUntil()).isEqualTo(again.verifiedAt()).isEqualTo(proof.verifiedAt());
        }

        @Test
        void whenAskedDirectly_thenCredentialsAreInNoMaterial() {
            Proof proof = proof(Door.DIRECT);

            assertThat(proof.materials()).containsOnlyKeys("question", "answer");
            proof.materials()
                    .values()
                    .forEach(bytes -> assertThat(new String(bytes.toByteArray(), StandardCharsets.UTF_8))
                            .contains("esindus_v2")
                            .doesNotContain(world.sandbox.register().password())
                            .doesNotContain(world.sandbox.register().userName())
                            .doesNotContain("ariregister_parool"));
            assertThat(new String(proof.toBytes().toByteArray(), StandardCharsets.UTF_8))
                    .doesNotContain(world.sandbox.register().password());
        }

        @Test
        void whenAskedOverXRoadWithCredentials_thenTheyAreCutToo() {
            ConfirmedRepresentation right = BusinessRegister.over(
                            world.client(world.sandbox.securityServer().client()),
                            world.credentials(world.sandbox.register().password()))
                    .representation(person, RegisterWorld.code(world.sandbox.soleCompany()))
                    .orElseThrow();

            assertThat(new String(right.toProof().toBytes().toByteArray(), StandardCharsets.UTF_8))
                    .doesNotContain(world.sandbox.register().password());
            assertThat(BusinessRegister.reverify(right.toProof(), person).kind())
                    .isEqualTo(Kind.CONFIRMED);
        }

        @Test
        void whenOfAnotherPerson_thenRefused() {
            TrustException e = catchThrowableOfType(
                    TrustException.class,
                    () -> BusinessRegister.reverify(proof(Door.X_ROAD), world.login(world.sandbox.citizen())));

            assertThat(e.code()).isEqualTo("REPRESENTATION_OTHER_PERSON");
        }

        @Test
        void whenOfAnotherLogin_thenRefused() {
            Proof proof = proof(Door.X_ROAD);
            world.clock.pass(Duration.ofSeconds(1));

            TrustException e = catchThrowableOfType(
                    TrustException.class,
                    () -> BusinessRegister.reverify(proof, world.login(world.sandbox.eResident())));
            assertThat(e.code()).isEqualTo("REPRESENTATION_OTHER_PERSON");
        }

        @ParameterizedTest
        @CsvSource({
            "question, esindus_v2, esindus_v3, REGISTER_ANSWER_MISMATCH",
            "question, eng<, est<, XROAD_REQUEST_HASH",
            "answer, :id>, :ids>, XROAD_ANSWER_MISMATCH",
            "answer, JAH, VIST, REGISTER_ANSWER_MALFORMED",
            "answer, <, '', REGISTER_ANSWER_MALFORMED"
        })
        void whenAMaterialIsChanged_thenNamed(String material, String from, String to, String code) {
            Proof changed = with(proof(Door.X_ROAD), material, from, to);

            EResidentException e =
                    catchThrowableOfType(EResidentException.class, () -> BusinessRegister.reverify(changed, person));
            assertThat(e.code()).isIn(code, "SOAP_MALFORMED");
        }

        @Test
        void whenTheAnswerSaysNoNow_thenNotConfirmed() {
            Proof changed = with(proof(Door.X_ROAD), "answer", ">JAH<", ">EI<");

            assertThat(BusinessRegister.reverify(changed, person).kind()).isEqualTo(Kind.UNCLEAR);
        }

        @Test
        void whenTheCompanyIsChanged_thenRefused() {
            Proof proof = proof(Door.X_ROAD);
            Map<String, String> facts = new HashMap<>(proof.facts());
            facts.put("company", world.sandbox.jointCompany().code());

            EResidentException e = catchThrowableOfType(
                    EResidentException.class,
                    () -> BusinessRegister.reverify(
                            Proof.of(proof.type(), proof.verifiedAt(), facts, proof.materials()), person));
            assertThat(e.code()).isEqualTo("REGISTER_ANSWER_MISMATCH");
        }

        private Proof with(Proof proof, String material, String from, String to) {
            Map<String, Bytes> materials = new HashMap<>(proof.materials());
            String text =
                    new String(materials.getOrDefault(material, Bytes.empty()).toByteArray(), StandardCharsets.UTF_8);
            assertThat(text).contains(from);
            materials.put(material, Bytes.of(text.replace(from, to).getBytes(StandardCharsets.UTF_8)));
            return Proof.of(proof.type(), proof.verifiedAt(), proof.facts(), materials);
        }
    }
}
