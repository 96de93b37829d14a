package io.slipway.cli.output;

/** Whoever read our output has left ({@code | head}); there is nobody to go on for. */
public final class ClosedPipeException extends RuntimeException {
    public ClosedPipeException() {
        super("nobody reads standard output any more");
    }
}
