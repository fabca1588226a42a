package dev.eresident.auth.webeid;

import dev.eresident.core.certificate.Certificate;

/** A token with its certificate, which is believed nothing yet. */
record Candidate(Token token, Certificate certificate) {}
