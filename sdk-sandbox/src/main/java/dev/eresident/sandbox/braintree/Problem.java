package dev.eresident.sandbox.braintree;

/**
 * A validation error of the gateway.
 *
 * @param code for example {@code 81502}
 * @param attribute the field, underscored; {@code base} for the whole transaction
 * @param message for people
 */
record Problem(String code, String attribute, String message) {}
