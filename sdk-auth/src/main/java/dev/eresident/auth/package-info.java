/**
 * Who are you? Every way in ends with an {@link dev.eresident.auth.AuthenticatedPerson}, which only a verification can make.
 *
 * <p>The rooms:
 *
 * <ul>
 *   <li>{@link dev.eresident.auth.webeid}: the card in the reader or at the phone; start at {@code WebEid}
 *   <li>{@link dev.eresident.auth.smartid}: the app on the phone; start at {@code SmartId}
 *   <li>{@link dev.eresident.auth.mobileid}: the SIM card in the phone; start at {@code MobileId}
 *   <li>{@link dev.eresident.auth.oidc}: an identity provider, such as eeID; start at {@code OidcClient}
 *   <li>{@link dev.eresident.auth.signing}: signing in one shape over card, app and SIM card; start at {@code RemoteSigner}
 *   <li>{@link dev.eresident.auth.session}: the right to use a challenge once, and what was started, on one node or on several; start at
 *       {@code ReplayGuard}
 * </ul>
 *
 * <p>{@link dev.eresident.auth.MethodTrust} keeps apart whom to believe in each of them.
 *
 * <p>Everything here is immutable and thread-safe unless its Javadoc says otherwise. The module does not keep the
 * sessions of the bank, decide what a person may do, or store anything but what was started, where you tell it to.
 */
@NullMarked
package dev.eresident.auth;

import org.jspecify.annotations.NullMarked;
