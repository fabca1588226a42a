package dev.eresident.sandbox.xroad;

import org.w3c.dom.Element;

/** A service behind the security server, spoken to in SOAP. */
@FunctionalInterface
public interface SoapProvider {
    /**
     * Answers a request.
     *
     * @param body the one element in the SOAP body
     * @return the answer or the provider's own fault
     */
    Answer answer(Element body);

    /**
     * What a provider answers.
     *
     * @param xml the element of the SOAP body, or the children of {@code Fault}
     * @param isFault whether it is a fault
     */
    record Answer(String xml, boolean isFault) {}
}
