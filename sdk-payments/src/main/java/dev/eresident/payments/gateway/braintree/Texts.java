package dev.eresident.payments.gateway.braintree;

/** What Braintree wrote, made fit for logs and the journal. */
final class Texts {
    private static final int LONGEST = 100;

    private Texts() {}

    static String visible(String text) {
        return text.codePoints()
                .limit(LONGEST)
                .map(c -> c >= ' ' && c < 127 ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
