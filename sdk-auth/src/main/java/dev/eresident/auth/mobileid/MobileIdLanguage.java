package dev.eresident.auth.mobileid;

/**
 * In which language the phone speaks to the person. The service silently takes English instead of Lithuanian on Estonian phones and of
 * Estonian on Lithuanian ones.
 */
public enum MobileIdLanguage {
    /** Estonian. */
    EST,
    /** English. */
    ENG,
    /** Russian. */
    RUS,
    /** Lithuanian. */
    LIT
}
