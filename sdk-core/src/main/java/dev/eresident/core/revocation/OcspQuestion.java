package dev.eresident.core.revocation;

import dev.eresident.core.Bytes;
import dev.eresident.core.ConfigurationException;
import dev.eresident.core.EResidentException;
import dev.eresident.core.certificate.Certificate;
import dev.eresident.core.revocation.OcspReport.Attempt;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One question, put to one responder after the other until one says good or revoked. Used by one thread.
 *
 * <p>What was not decided is told by the first of: a responder that does not know the certificate, an answer that is not acceptable, an
 * exception, each of the one that was asked first.
 */
final class OcspQuestion {
    /** Where to ask, and by which rules to judge. */
    record Place(URI uri, OcspRules rules) {}

    /** The responders of the certificates of one issuer. */
    record Issuer(Bytes name, Bytes key) {
        static Issuer of(Certificate issuer) {
            return new Issuer(issuer.subjectName(), issuer.publicKeyInfo());
        }
    }

    /** Of the transport: whoever waits for this thread wants it to end. */
    private static final String INTERRUPTED = "INTERRUPTED";

    private final List<Attempt> attempts = new ArrayList<>();
    private @Nullable EResidentException failure;
    private @Nullable OcspStatus undecided;
    private @Nullable URI undecidedBy;

    OcspReport ask(List<Place> places, Function<Place, OcspStatus> responder) {
        for (Place place : places) {
            try {
                OcspStatus status = responder.apply(place);
                if (status instanceof OcspStatus.Good || status instanceof OcspStatus.Revoked) {
                    return new OcspReport(status, place.uri(), attempts);
                }
                note(status, place.uri());
            } catch (ConfigurationException e) {
                throw e;
            } catch (EResidentException e) {
                if (e.code().equals(INTERRUPTED)) {
                    throw e;
                }
                note(e, place.uri());
            }
        }
        return undecided();
    }

    private void note(OcspStatus status, URI uri) {
        attempts.add(new Attempt(
                uri,
                status instanceof OcspStatus.Unacceptable unacceptable
                        ? unacceptable.problem().name()
                        : status.kind().name()));
        if (undecided == null
                || (undecided.kind() != OcspStatus.Kind.UNKNOWN && status.kind() == OcspStatus.Kind.UNKNOWN)) {
            undecided = status;
            undecidedBy = uri;
        }
    }

    private void note(EResidentException exception, URI uri) {
        attempts.add(new Attempt(uri, exception.code()));
        if (failure == null) {
            failure = exception;
        } else if (failure != exception) {
            failure.addSuppressed(exception);
        }
    }

    private OcspReport undecided() {
        OcspStatus status = undecided;
        URI by = undecidedBy;
        if (status != null && by != null) {
            return new OcspReport(
                    status,
                    by,
                    attempts.stream()
                            .filter(attempt -> !attempt.uri().equals(by))
                            .toList());
        }
        if (failure != null) {
            throw failure;
        }
        throw new IllegalArgumentException("There is no responder to ask");
    }
}
