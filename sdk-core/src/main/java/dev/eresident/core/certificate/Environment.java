package dev.eresident.core.certificate;

/** Whether the certificates in use are the state's real ones or test ones. */
public enum Environment {
    /** Real people, real money: test policies are never recognised. */
    PRODUCTION,
    /** Test certificates: the test forms of the policies are recognised too. */
    TEST
}
