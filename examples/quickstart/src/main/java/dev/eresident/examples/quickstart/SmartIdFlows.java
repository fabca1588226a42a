package dev.eresident.examples.quickstart;

import dev.eresident.auth.session.ReplayGuard;
import dev.eresident.auth.session.SessionBinding;
import dev.eresident.auth.smartid.FlowType;
import dev.eresident.auth.smartid.Interactions;
import dev.eresident.auth.smartid.SmartId;
import dev.eresident.auth.smartid.SmartIdAlgorithm;
import dev.eresident.auth.smartid.SmartIdAnswer;
import dev.eresident.auth.smartid.SmartIdCallback;
import dev.eresident.auth.smartid.SmartIdRequest;
import dev.eresident.auth.smartid.SmartIdSession;
import dev.eresident.core.Bytes;
import dev.eresident.core.id.DocumentNumber;
import dev.eresident.core.transport.Transport;
import dev.eresident.sandbox.Sandbox;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Every other way to reach a Smart-ID app than those of the programs beside it. The sandbox plays the service and the phone. */
public final class SmartIdFlows {
    private static final SessionBinding SESSION = SessionBinding.of("the session id from the cookie");

    private SmartIdFlows() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            SmartId smartId = SmartIdLogin.smartId(sandbox, transport, clock, ReplayGuard.inMemory(clock, 100_000));
            DocumentNumber account =
                    DocumentNumber.parse(sandbox.smartId().account().documentNumber()); // SmartId.documentOf(person)
            for (SmartIdRequest request : requests(account, Bytes.fromHex("ab".repeat(64)))) {
                SmartIdSession pending = smartId.start(request, SESSION).orElseThrow();
                Optional<SmartIdCallback> callback = request.flows().stream() // by QR code, if nothing else
                        .filter(flow -> flow != FlowType.NOTIFICATION)
                        .max((one, other) -> one == FlowType.QR ? -1 : other == FlowType.QR ? 1 : 0)
                        .flatMap(flow -> sandbox.smartId().open(smartId.deviceLink(pending, flow, "eng")))
                        .map(cameBackTo -> new SmartIdCallback(cameBackTo.toString()));
                SmartIdAnswer answer =
                        smartId.await(pending, pending.expiresAt(), () -> false).orElseThrow();
                System.out.println(pending.kind() + " by " + request.flows() + ": "
                        + switch (pending.kind()) {
                            case LOGIN ->
                                smartId.finishLogin(pending, answer, callback, SESSION)
                                        .kind();
                            case SIGNATURE ->
                                smartId.finishSigning(pending, answer, callback, SESSION)
                                        .kind();
                            case CERTIFICATE ->
                                smartId.finishCertificate(pending, answer, SESSION)
                                        .kind();
                        });
                // prints: LOGIN by [NOTIFICATION]: SUCCEEDED
            }
        }
    }

    // #region requests
    static List<SmartIdRequest> requests(DocumentNumber account, Bytes digest) {
        SmartIdAlgorithm pss = SmartIdAlgorithm.PSS_SHA512;
        Interactions text = Interactions.text("As shown on the page?");
        String back = "https://bank.example/smart-id/back";
        return List.of(
                SmartIdRequest.loginByNotification(account, text), // of a known account; of a person, too
                SmartIdRequest.loginByLink(FlowType.APP2APP, back, text), // from an app of your own
                SmartIdRequest.signByNotification(account, digest, pss, text),
                SmartIdRequest.signByQr(account, digest, pss, text),
                SmartIdRequest.signByLink(FlowType.WEB2APP, back, account, digest, pss, text),
                SmartIdRequest.certificateByNotification(account.person()),
                SmartIdRequest.certificateByLink(FlowType.APP2APP, back)); // then signLinked
    }
    // #endregion
}
