package dev.eresident.sandbox.register;

/** What the register answers, before SOAP is put around it. */
public sealed interface RegisterAnswer {
    /**
     * An ordinary answer, possibly without rows.
     *
     * @param xml the element of the SOAP body, which declares its namespace
     */
    record Rows(String xml) implements RegisterAnswer {}

    /**
     * A SOAP fault of the register.
     *
     * @param code {@code SOAP-ENV:Server} or {@code SOAP-ENV:Client}
     * @param text {@code faultstring}
     */
    record Fault(String code, String text) implements RegisterAnswer {}
}
