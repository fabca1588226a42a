package dev.eresident.sandbox.contract;

import dev.eresident.sandbox.ocsp.OcspService;
import dev.eresident.sandbox.pki.SandboxPki;
import dev.eresident.sandbox.tsa.TsaService;
import java.time.Clock;

/** Makes signed containers with the JDK and BouncyCastle only, so that the SDK is not checked against itself. */
public final class Contracts {
    private final SandboxPki pki;
    private final OcspService ocsp;
    private final TsaService tsa;
    private final Clock clock;

    /**
     * Makes the maker; {@code Sandbox} does this.
     *
     * @param pki whose cards sign
     * @param ocsp answers about the cards
     * @param tsa stamps the signatures
     * @param clock the time of signing
     */
    public Contracts(SandboxPki pki, OcspService ocsp, TsaService tsa, Clock clock) {
        this.pki = pki;
        this.ocsp = ocsp;
        this.tsa = tsa;
        this.clock = clock;
    }

    /**
     * Starts a container (ASiC-E with XAdES).
     *
     * @return a builder without files and signatures, level LT
     */
    public ContainerBuilder container() {
        return new ContainerBuilder(pki, ocsp, tsa, clock);
    }
}
