package dev.eresident.examples.quickstart;

import dev.eresident.auth.mobileid.MobileIdLanguage;
import dev.eresident.auth.mobileid.MobileIdSigning;
import dev.eresident.auth.mobileid.MobileIdUser;
import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.signing.RemoteSigner;
import dev.eresident.auth.signing.SigningMethod;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartIdSigning;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Somebody signs with Smart-ID, then with Mobile-ID, in the same lines. The sandbox plays the services and the phones. */
public final class SignByPhone {
    private SignByPhone() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        byte[] contract = "the contract".getBytes(StandardCharsets.UTF_8);
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            SigningMethod smartId = SmartIdSigning.byNotification(
                    SmartIdLogin.smartId(sandbox, transport, clock, ReplayGuard.inMemory(clock, 100_000)),
                    DocumentNumber.parse(sandbox.smartId().account().documentNumber()), // SmartId.documentOf(person)
                    Interactions.text("Sign the contract?"));
            SigningMethod mobileId = MobileIdSigning.of(
                    MobileIdLogin.mobileId(sandbox, transport, clock),
                    MobileIdUser.tryParse(
                                    sandbox.mobileId().account().phoneNumber(),
                                    sandbox.mobileId().account().personalCode())
                            .orElseThrow(),
                    MobileIdLanguage.ENG);
            for (SigningMethod method : List.of(smartId, mobileId)) {
                System.out.println(sign(RemoteSigner.over(method, transport, clock), contract, clock));
                // prints: signed with RSA_PSS_SHA512
            }
        }
    }

    // #region sign
    static String sign(RemoteSigner signer, byte[] contract, Clock clock) {
        return signer.sign(
                        certificate -> certificate.pending(new ByteArrayInputStream(contract)), // hashed, never held
                        SessionBinding.of("the session id after the login"),
                        session -> show(session.verificationCode()), // on the page, before the phone does
                        clock.instant().plusSeconds(150),
                        () -> false)
                .match(
                        value -> "signed with " + value.signed().algorithm(), // value.value() goes into the container
                        refused -> refused.code().userText());
    }
    // #endregion

    private static void show(Optional<String> verificationCode) {
        System.out.println("Your phone shows " + verificationCode.orElse("a question"));
    }
}
