package io.slipway.events;

import java.util.List;

/**
 * Why a command was not carried out.
 *
 * @param code the kind of refusal, which an HTTP status and an exit code follow from
 * @param detail what was expected, what was found, what to do; one or two sentences for a person
 * @param violations the single faults, where there are several
 */
public record Refusal(Code code, String detail, List<Violation> violations) {

    /** The kinds of refusal, each with the HTTP status it becomes. */
    public enum Code {
        /** What the command names does not exist. */
        NOT_FOUND(404),
        /** The state does not allow it now, or the same id came with another body. */
        CONFLICT(409),
        /** The command says something that can never be carried out. */
        INVALID(422),
        /** Whoever asked may not. */
        FORBIDDEN(403),
        /** The decision failed for a reason that is ours; the command is in the dead letters and can be replayed. */
        INTERNAL(500);

        private final int httpStatus;

        Code(int httpStatus) {
            this.httpStatus = httpStatus;
        }

        /** The status of the problem response. */
        public int httpStatus() {
            return httpStatus;
        }
    }

    public Refusal {
        violations = List.copyOf(violations);
    }

    public static Refusal of(Code code, String detail) {
        return new Refusal(code, detail, List.of());
    }
}
