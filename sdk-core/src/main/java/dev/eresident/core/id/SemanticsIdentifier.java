package dev.eresident.core.id;

import dev.eresident.core.ProtocolException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An identifier of a person or organisation as certificates write it: scheme, country and identifier (ETSI EN 319 412-1 §5.1.3,
 * §5.1.4), for example {@code PNOEE-38001085718} or {@code NTREE-10747013}.
 *
 * <p>The country is that of the identifier and need not be the subject's. Equal values mean the same holder, whichever of the
 * spellings (certificate, Smart-ID, TARA) they were read from. {@link #toString()} shows legal persons only. The constructor
 * throws {@link ProtocolException} {@code SEMANTICS_IDENTIFIER_FORMAT} for anything else.
 *
 * @param scheme {@code PNO PAS IDC TIN TAX NTR VAT PSD LEI}, or two letters of a scheme that its country defines
 * @param country two letters of ISO 3166, or XG for a LEI
 * @param identifier what the country gave, 1 to 256 printable characters (eIDAS allows that many, ETSI fewer); for PSD with the authority in front
 */
public record SemanticsIdentifier(String scheme, String country, String identifier) {
    private static final int PREFIX_LENGTH = 6;
    private static final Set<String> NATURAL = Set.of("PNO", "PAS", "IDC", "TIN", "TAX");
    private static final Set<String> LEGAL = Set.of("NTR", "VAT", "PSD", "LEI");
    private static final Pattern FORM = Pattern.compile("(?:([A-Z]{3})|([A-Z]{2}):)([A-Z]{2})-(.{1,256})");
    private static final Pattern LOCAL = Pattern.compile("[A-Z]{2}");
    private static final Pattern IDENTIFIER = Pattern.compile("[^\\p{Cntrl}\\p{Cf}\\p{Cs}]{1,256}");
    private static final Pattern AUTHORITY = Pattern.compile("([A-Z]{2,8})-.+");
    private static final Pattern TARA = Pattern.compile("([A-Z]{2})([^-].{0,255})");

    public SemanticsIdentifier {
        boolean known = NATURAL.contains(scheme) || LEGAL.contains(scheme);
        if ((!known && !LOCAL.matcher(scheme).matches())
                || !LOCAL.matcher(country).matches()
                || !IDENTIFIER.matcher(identifier).matches()) {
            throw malformed();
        }
    }

    /** Whom an identifier can name. */
    public enum Holder {
        /** A natural person. */
        NATURAL_PERSON,
        /** A legal person. */
        LEGAL_PERSON,
        /** Either: the scheme is defined by a country, and only the attribute in which it stands tells. */
        UNKNOWN
    }

    /**
     * Parses scheme, country, hyphen and identifier.
     *
     * @param text for example {@code PNOEE-…}, or {@code EI:SE-…} for a scheme that a country defines
     * @return the identifier
     * @throws ProtocolException {@code SEMANTICS_IDENTIFIER_FORMAT}
     */
    public static SemanticsIdentifier parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw malformed();
        }
        String scheme = form.group(1) == null ? form.group(2) : form.group(1);
        return new SemanticsIdentifier(scheme, form.group(3), form.group(4));
    }

    /**
     * Parses as {@link #parse} does.
     *
     * @param text any text
     * @return the identifier, empty if the text is none
     */
    public static Optional<SemanticsIdentifier> tryParse(String text) {
        return CheckDigits.attempt(text, SemanticsIdentifier::parse);
    }

    /**
     * Parses the subject of a TARA identity token: country and personal number without scheme and hyphen.
     *
     * @param text for example {@code EE} and a personal code
     * @return the identifier with scheme PNO
     * @throws ProtocolException {@code SEMANTICS_IDENTIFIER_FORMAT}
     */
    public static SemanticsIdentifier parseTaraSubject(String text) {
        Matcher form = TARA.matcher(text);
        if (!form.matches()) {
            throw malformed();
        }
        return new SemanticsIdentifier("PNO", form.group(1), form.group(2));
    }

    /**
     * Returns the identifier of an Estonian personal code.
     *
     * @param code the code
     * @return scheme PNO, country EE
     */
    public static SemanticsIdentifier of(PersonalCode code) {
        return new SemanticsIdentifier("PNO", "EE", code.digits());
    }

    /**
     * Takes the personal number out of a certificate's {@code serialNumber} attribute, also on cards older than the ETSI form.
     *
     * <p>The rule is that of the state's own software: with more than six characters, a known natural scheme or a colon as third
     * character, and a hyphen as sixth, the number is what follows the hyphen; otherwise it is the whole value.
     *
     * @param serialNumber the attribute's value
     * @return the number, not checked
     */
    public static String personalNumberIn(String serialNumber) {
        boolean prefixed = serialNumber.length() > PREFIX_LENGTH
                && serialNumber.charAt(PREFIX_LENGTH - 1) == '-'
                && (NATURAL.contains(serialNumber.substring(0, 3)) || serialNumber.charAt(2) == ':');
        return prefixed ? serialNumber.substring(PREFIX_LENGTH) : serialNumber;
    }

    private static ProtocolException malformed() {
        return new ProtocolException(
                "SEMANTICS_IDENTIFIER_FORMAT",
                "An ETSI identifier is a scheme such as PNO or NTR (or two letters and a colon), two letters of a country,"
                        + " a hyphen and the identifier");
    }

    /**
     * Tells whom the scheme names.
     *
     * @return the kind of holder
     */
    public Holder holder() {
        if (NATURAL.contains(scheme)) {
            return Holder.NATURAL_PERSON;
        }
        return LEGAL.contains(scheme) ? Holder.LEGAL_PERSON : Holder.UNKNOWN;
    }

    /**
     * Returns the Estonian personal code, if this is one.
     *
     * @return the code, empty for other schemes, countries and forms; its checksum is not judged
     */
    public Optional<PersonalCode> personalCode() {
        return scheme.equals("PNO") && country.equals("EE") ? PersonalCode.tryParse(identifier) : Optional.empty();
    }

    /**
     * Returns the Estonian registry code, if this is one.
     *
     * @return the code, empty for other schemes, countries and forms; its checksum is not judged
     */
    public Optional<RegistryCode> registryCode() {
        return scheme.equals("NTR") && country.equals("EE") ? RegistryCode.tryParse(identifier) : Optional.empty();
    }

    /**
     * Returns the competent authority of a payment service provider (ETSI TS 119 495), {@code FI} in {@code PSDEE-FI-…}.
     *
     * @return the authority, empty for other schemes
     */
    public Optional<String> authority() {
        Matcher form = AUTHORITY.matcher(identifier);
        return scheme.equals("PSD") && form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }

    /**
     * Returns the text form.
     *
     * @return what {@link #parse} reads
     */
    public String text() {
        return scheme + (scheme.length() == 2 ? ":" : "") + country + "-" + identifier;
    }

    /** Returns the text form of legal persons; of others, scheme and country only. */
    @Override
    public String toString() {
        return holder() == Holder.LEGAL_PERSON
                ? text()
                : "SemanticsIdentifier[" + scheme + " " + country + " redacted]";
    }
}
