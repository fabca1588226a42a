package dev.eresident.payments.journal;

/** Limits that the stores share. */
final class StoreLimits {
    private static final int MOST = 1000;

    private StoreLimits() {}

    static void requireMost(int most) {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " records can be asked for at once");
        }
    }
}
