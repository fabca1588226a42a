package dev.eresident.examples.quickstart;

import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.transport.Transport;
import dev.eresident.core.trust.TrustPolicy;
import dev.eresident.core.trust.lists.ListCache;
import dev.eresident.core.trust.lists.ListSnapshot;
import dev.eresident.core.trust.lists.ListStatus;
import dev.eresident.core.trust.lists.LotlSigners;
import dev.eresident.core.trust.lists.TrustedLists;
import dev.eresident.sandbox.Sandbox;
import java.time.Clock;
import java.util.List;

/** Trusted lists are fetched and verified. The sandbox plays the servers of the states. */
public final class LoadLists {
    private LoadLists() {}

    /**
     * Runs the program.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Clock clock = Clock.systemUTC();
        try (Sandbox sandbox = Sandbox.start();
                Transport transport = Transport.standard()) {
            Certificate signer = Certificate.of(sandbox.lists().signer().certificate());
            TrustedLists lists = TrustedLists.builder(LotlSigners.of(List.of(signer)), clock, ListCache.inMemory())
                    .listOfLists(sandbox.lists().listOfListsUri()) // the European one unless you name another
                    .territories("EE", "LV") // or none, for all
                    .build();
            TrustPolicy policy = believe(lists, transport, clock);
            System.out.println(policy.anchors().services().size() + " services are believed");
            // prints: 8 services are believed
        }
    }

    // #region load
    static TrustPolicy believe(TrustedLists lists, Transport transport, Clock clock) {
        ListSnapshot snapshot = lists.refresh(transport) // the only call that downloads: once a day, on your scheduler
                .orElseThrow() // nothing could be verified: go on with the snapshot that you have
                .requireTerritories("EE");
        for (ListStatus status : snapshot.territories()) { // for your health report
            System.out.println(status.territory() + " " + status.state() + " until " + status.nextUpdate());
        }
        return TrustPolicy.test(snapshot.anchorsAt(clock.instant())); // a list ends with its next update
    }
    // #endregion
}
