/**
 * The state services in one JVM, for tests and demos. Start at {@link dev.eresident.sandbox.Sandbox}.
 *
 * <p>Rooms:
 * <ul>
 *   <li>{@code pki}: certification authorities, certificates (also odd ones), signed trusted lists
 *   <li>{@code card}: identity cards in software, Web eID tokens, the software between page and card
 *   <li>{@code ocsp}, {@code tsa}: certificate status and time-stamps over HTTP, rightly or wrongly
 *   <li>{@code lists}: list of lists, pivots and national lists over HTTP, rightly or wrongly
 *   <li>{@code xroad}: the security server, REST and SOAP, with access rights and every error of the real one
 *   <li>{@code register}: the business register, direct and over X-Road
 *   <li>{@code braintree}: the card gateway and the ledger of what was really charged
 *   <li>{@code fault}: resets, silence, slow drips, cut and endless answers, on plain sockets
 *   <li>{@code contract}: ASiC-E containers at level B, T and LT, sound or tampered with in one place
 *   <li>{@code smartid}, {@code mobileid}: Smart-ID and Mobile-ID, each with a simulated phone
 *   <li>{@code oidc}: eeID, TARA and GovSSO, with a person who logs in
 *   <li>{@code junit}: the JUnit 5 extension
 *   <li>{@code xml}, {@code web}: parsing and canonicalisation by the JDK, HTTP requests and answers as values
 * </ul>
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.builder().seed(7).clock(clock).start()) {
 *     IdCard card = sandbox.eResident();
 *     String token = card.webEidToken("https://bank.example", nonce);
 *     byte[] contract = sandbox.contracts().container()
 *             .file("contract.txt", "text/plain", bytes)
 *             .signedBy(card)
 *             .build();
 *     sandbox.ocsp().revoke(card.authenticationCertificate(), clock.instant(), 1);
 *     sandbox.tsa().fail(TransportFault.NO_ANSWER);
 * }
 * }</pre>
 *
 * <p>It depends on no module of the SDK: the SDK must not be checked against itself. It is an automatic module
 * ({@code dev.eresident.sandbox}) because WireMock 3 cannot be a module. All persons are made up, all keys are worthless, all services
 * listen on loopback only. Public objects are safe for use by several threads; builders are not. It does not play real middleware, PIN
 * entry or PKCS#11.
 */
@NullMarked
package dev.eresident.sandbox;

import org.jspecify.annotations.NullMarked;
