package dev.eresident.auth.oidc;

import dev.eresident.auth.internal.Holder;
import dev.eresident.core.ProtocolException;
import dev.eresident.core.id.SemanticsIdentifier;
import dev.eresident.core.internal.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Step 10: the subject is a person's identifier: country and code, for Estonia a personal code. It alone says who it is; names and date of birth are read for display and must
 * have their forms.
 *
 * @param nestedProfile whether names stand in {@code profile_attributes} (TARA, eeID) or beside the subject (GovSSO)
 */
record Step10Person(boolean nestedProfile) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cf}\\p{Cs}]{1,300}");
    private static final Pattern SESSION = Pattern.compile("[!-~]{1,256}");
    private static final String ESTONIA = "EE";

    /** Who logged in, as the provider says. */
    record Found(VerifiedToken token, Holder holder, Optional<LocalDate> birthDate, Optional<String> sessionId) {
        @Override
        public String toString() {
            return "Found[redacted]";
        }
    }

    Step<Found> check(VerifiedToken token) {
        JsonObject claims = token.claims();
        Optional<SemanticsIdentifier> identifier = claims.string("sub").flatMap(Step10Person::identifier);
        if (identifier.isEmpty()) {
            return Step.refused(OidcRefusal.SUBJECT_MALFORMED);
        }
        JsonObject profile = nestedProfile ? claims.requiredObject("profile_attributes") : claims;
        Optional<String> givenName = profile.string("given_name").filter(name -> !name.isBlank());
        Optional<String> surname = profile.string("family_name").filter(name -> !name.isBlank());
        boolean named = givenName.isPresent() || surname.isPresent();
        if (!named || !fits(givenName) || !fits(surname)) {
            return Step.refused(OidcRefusal.CLAIMS_MALFORMED, "names");
        }
        Optional<String> session = claims.string("sid");
        if (!session.map(id -> SESSION.matcher(id).matches()).orElse(true)) {
            return Step.refused(OidcRefusal.CLAIMS_MALFORMED, "sid");
        }
        try {
            Optional<LocalDate> birthDate = profile.string(nestedProfile ? "date_of_birth" : "birthdate")
                    .map(LocalDate::parse);
            return Step.passed(new Found(token, new Holder(identifier.get(), givenName, surname), birthDate, session));
        } catch (DateTimeException e) {
            return Step.refused(OidcRefusal.CLAIMS_MALFORMED, "date of birth");
        }
    }

    private static boolean fits(Optional<String> name) {
        return name.map(text -> NAME.matcher(text).matches()).orElse(true);
    }

    private static Optional<SemanticsIdentifier> identifier(String subject) {
        try {
            SemanticsIdentifier read = SemanticsIdentifier.parseTaraSubject(subject);
            return !read.country().equals(ESTONIA) || read.personalCode().isPresent()
                    ? Optional.of(read)
                    : Optional.empty();
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }
}
