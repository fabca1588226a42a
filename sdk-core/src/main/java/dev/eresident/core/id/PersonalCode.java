package dev.eresident.core.id;

/** An Estonian personal code (isikukood): 11 digits. Parsing and the checksum verdict are separate. Contract. */
public record PersonalCode(String digits) {
    /** Parses 11 digits; IllegalArgumentException otherwise, without echoing them. */
    public static PersonalCode parse(String text) {
        throw new UnsupportedOperationException("contract " + text.length());
    }

    /** The checksum verdict; test codes of the state fail it. */
    public boolean checksumValid() {
        throw new UnsupportedOperationException("contract");
    }

    /** Masked. */
    @Override
    public String toString() {
        return "PersonalCode[redacted]";
    }
}
