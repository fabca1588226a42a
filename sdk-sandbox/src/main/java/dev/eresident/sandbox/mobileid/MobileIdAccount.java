package dev.eresident.sandbox.mobileid;

import dev.eresident.sandbox.pki.Credential;

/** The SIM card of a made-up person: number, code, and a certificate for login and one for signatures. Immutable. */
public final class MobileIdAccount {
    private final String phoneNumber;
    private final String personalCode;
    private final Credential login;
    private final Credential signing;

    MobileIdAccount(String phoneNumber, String personalCode, Credential login, Credential signing) {
        this.phoneNumber = phoneNumber;
        this.personalCode = personalCode;
        this.login = login;
        this.signing = signing;
    }

    /**
     * The number of the phone.
     *
     * @return for example {@code +37200000000}
     */
    public String phoneNumber() {
        return phoneNumber;
    }

    /**
     * The code of the person.
     *
     * @return eleven digits
     */
    public String personalCode() {
        return personalCode;
    }

    /**
     * The key and certificate for logins.
     *
     * @return the credential
     */
    public Credential login() {
        return login;
    }

    /**
     * The key and certificate for signatures.
     *
     * @return the credential
     */
    public Credential signing() {
        return signing;
    }

    /** Says that it is one. */
    @Override
    public String toString() {
        return "MobileIdAccount";
    }
}
