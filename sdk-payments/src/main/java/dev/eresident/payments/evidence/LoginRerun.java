package dev.eresident.payments.evidence;

import dev.eresident.auth.AuthenticatedPerson;
import dev.eresident.auth.mobileid.MobileId;
import dev.eresident.auth.mobileid.MobileIdRelyingParty;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdRelyingParty;
import dev.eresident.auth.webeid.WebEid;
import dev.eresident.auth.webeid.WebEidBuilder;
import dev.eresident.core.Bytes;
import dev.eresident.core.Proof;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.certificate.Oid;
import dev.eresident.core.revocation.OcspClient;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustPolicy;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs a login again with the method that its proof names, as it was set then: on a clock that stands, with services that are never asked.
 *
 * @param proof of the login or authorisation
 * @param trust whom to believe
 * @param withoutOcsp whether a login without an OCSP answer may hold
 */
record LoginRerun(Proof proof, TrustPolicy trust, boolean withoutOcsp) {
    /** An exemption has no page; the builder wants one all the same. */
    private static final String NO_ORIGIN = "https://exemption.invalid";

    private static final URI NO_SERVICE = URI.create("https://offline.invalid/");
    private static final String NO_ID = "00000000-0000-4000-8000-000000000000";

    /** What to do with a person who was verified again. */
    interface Found extends Function<AuthenticatedPerson, Rerun> {}

    Rerun run(Found found) {
        return switch (proof.type()) {
            case "web-eid-login" ->
                webEid(webEid -> webEid.reverify(proof, trust)
                        .match(
                                ok -> found.apply(ok.person()),
                                refused -> Rerun.fails(refused.code().name(), refused.text())));
            case "smart-id-login" ->
                smartId(smartId -> smartId.reverify(proof, trust)
                        .match(found, refused -> Rerun.fails(refused.code().name(), refused.text())));
            case "mobile-id-login" ->
                mobileId(mobileId -> mobileId.reverify(proof, trust)
                        .match(found, refused -> Rerun.fails(refused.code().name(), refused.text())));
            default ->
                Rerun.fails(
                        "LOGIN_NOT_REPEATABLE",
                        "A login of this kind cannot be verified from its files; that of an identity provider is by OidcClient.reverify, with the keys that you trust");
        };
    }

    /** Who logged in to whom is for the reader to judge: whoever has the proof of a login elsewhere can write it into a file. */
    String to() {
        return switch (proof.type()) {
            case "web-eid-login" -> "to " + fact("origin") + " by Web eID";
            case "smart-id-login" ->
                "to " + fact("relying-party")
                        + Optional.ofNullable(proof.facts().get("brokered-relying-party"))
                                .map(name -> " for " + name)
                                .orElse("")
                        + " by Smart-ID";
            default -> "by Mobile-ID, whose answers do not show to whom,";
        };
    }

    /** Does something with Web eID, which authorisations need too. */
    Rerun webEid(Function<WebEid, Rerun> step) {
        return offline((transport, clock, random) -> {
            WebEidBuilder.OcspStage stage = WebEid.builder()
                    .origin(proof.facts().getOrDefault("origin", NO_ORIGIN))
                    .trust(trust)
                    .replayGuard(ReplayGuard.inMemory(clock, 1));
            WebEidBuilder.ClockStage next =
                    withoutOcsp ? stage.withoutOcsp() : stage.ocsp(ocsp(transport, clock, random));
            return step.apply(next.clock(clock)
                    .random(random)
                    .disallowPolicies(arcs("policies-blocked"))
                    .allowOnlyPolicies(arcs("policies-allowed"))
                    .build());
        });
    }

    private Rerun smartId(Function<SmartId, Rerun> step) {
        return offline((transport, clock, random) -> {
            var stage = SmartId.builder()
                    .relyingParty(new SmartIdRelyingParty(
                            NO_ID,
                            fact("relying-party"),
                            Optional.ofNullable(proof.facts().get("brokered-relying-party")),
                            fact("scheme")))
                    .service(NO_SERVICE, transport)
                    .trust(trust)
                    .replayGuard(ReplayGuard.inMemory(clock, 1));
            return step.apply((withoutOcsp ? stage.withoutOcsp() : stage.ocsp(ocsp(transport, clock, random)))
                    .clock(clock)
                    .random(random)
                    .intermediates(issuer())
                    .build());
        });
    }

    private Rerun mobileId(Function<MobileId, Rerun> step) {
        return offline((transport, clock, random) -> {
            var stage = MobileId.builder()
                    .relyingParty(new MobileIdRelyingParty(NO_ID, fact("relying-party")))
                    .service(NO_SERVICE, transport)
                    .trust(trust)
                    .replayGuard(ReplayGuard.inMemory(clock, 1));
            return step.apply((withoutOcsp ? stage.withoutOcsp() : stage.ocsp(ocsp(transport, clock, random)))
                    .clock(clock)
                    .random(random)
                    .intermediates(issuer())
                    .build());
        });
    }

    private interface Settings {
        Rerun use(Transport transport, Clock clock, SecureRandom random);
    }

    private Rerun offline(Settings settings) {
        Clock then = Clock.fixed(proof.verifiedAt(), ZoneOffset.UTC);
        try (Transport unused = Transport.standard()) {
            return settings.use(unused, then, new SecureRandom());
        }
    }

    private OcspClient ocsp(Transport transport, Clock clock, SecureRandom random) {
        return OcspClient.builder(transport, trust, clock, random).build();
    }

    /** An authority between the certificate and a trusted one, which the relying party had configured. It is believed nothing. */
    private Certificate[] issuer() {
        Bytes issuer = proof.materials().get("issuer");
        return issuer == null ? new Certificate[0] : new Certificate[] {Certificate.read(issuer.toByteArray())};
    }

    private String fact(String name) {
        return proof.facts().getOrDefault(name, "");
    }

    private Oid[] arcs(String fact) {
        String text = fact(fact);
        try {
            return text.isEmpty()
                    ? new Oid[0]
                    : Stream.of(text.split(" ", -1)).map(Oid::of).toArray(Oid[]::new);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("EVIDENCE_FACTS", "The recorded policies are no object identifiers");
        }
    }
}
