package io.slipway.kit.audit;

/** The audit stream did not take a record, or did not say that it has. What was to be recorded must not be done. */
public final class AuditUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AuditUnavailableException(Throwable cause) {
        super("the audit stream did not confirm a record", cause);
    }
}
