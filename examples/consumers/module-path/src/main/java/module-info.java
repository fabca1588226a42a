/** Proves that the SDK works on the module path, and shows which modules an integrator names. */
module consumer {
    requires dev.eresident.payments;
}
