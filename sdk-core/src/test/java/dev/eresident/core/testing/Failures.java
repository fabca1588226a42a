package dev.eresident.core.testing;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.eresident.core.EResidentException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Short ways to assert on the SDK's exceptions. */
public final class Failures {
    private Failures() {}

    /**
     * Runs a call that must fail with an exception of the SDK and returns it.
     *
     * @param call what must fail
     * @return the exception
     */
    public static EResidentException failureOf(ThrowingCallable call) {
        EResidentException failure = catchThrowableOfType(EResidentException.class, call);
        if (failure == null) {
            throw new AssertionError("Expected an exception of the SDK, but nothing was thrown");
        }
        return failure;
    }

    /**
     * Runs a call that must fail with an exception of the SDK and returns the exception's machine code.
     *
     * @param call what must fail
     * @return the code
     */
    public static String codeOf(ThrowingCallable call) {
        return failureOf(call).code();
    }
}
