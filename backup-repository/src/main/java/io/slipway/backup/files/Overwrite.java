package io.slipway.backup.files;

/** What becomes of files that are there already where others are to be restored. */
public enum Overwrite {
    /** Nothing is restored if there is one. */
    REFUSE,
    /** They stay as they are, and what is missing is restored. */
    NEVER,
    /** They are replaced if their size or their time of change is another one. */
    IF_CHANGED,
    /** They are replaced. */
    ALWAYS
}
