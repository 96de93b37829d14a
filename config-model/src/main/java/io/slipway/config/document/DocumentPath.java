package io.slipway.config.document;

import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths documents may have: relative, of plain names, leading nowhere else. */
public final class DocumentPath {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9._][A-Za-z0-9._-]{0,99}");
    private static final int LONGEST = 400;

    private DocumentPath() {}

    /** Why a path is refused; empty when it is a good one. */
    public static Optional<Fault> check(String path) {
        if (path.length() > LONGEST) {
            return Optional.of(
                    Fault.of(path.substring(0, LONGEST) + "...", "a path has at most " + LONGEST + " characters"));
        }
        for (String part : path.split("/", -1)) {
            if (part.equals(".") || part.equals("..")) {
                return Optional.of(Fault.of(path, "a path does not lead out of its source or in circles"));
            }
            if (!PART.matcher(part).matches()) {
                return Optional.of(
                        Fault.of(
                                path,
                                "a path is made of names with letters, digits, '.', '_' and '-', separated by '/', and is relative"));
            }
        }
        return Optional.empty();
    }
}
