package io.slipway.kit.tracing;

import org.jspecify.annotations.Nullable;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;

/** The {@code traceparent} attribute of a message: W3C Trace Context level 1, version 00. */
public final class TraceParent {
    private static final String VERSION = "00";
    private static final int PARTS = 4;

    private TraceParent() {}

    /** What a message written now carries: the current span, or nothing outside of one. */
    public static @Nullable String current() {
        return of(Span.current().getSpanContext());
    }

    public static @Nullable String of(SpanContext span) {
        return span.isValid()
                ? String.join(
                        "-",
                        VERSION,
                        span.getTraceId(),
                        span.getSpanId(),
                        span.getTraceFlags().asHex())
                : null;
    }

    /** The context to start a span in that continues the trace. A traceparent that is none starts a new trace. */
    public static Context parent(@Nullable String traceparent) {
        String[] parts = traceparent == null ? new String[0] : traceparent.split("-");
        if (parts.length < PARTS || parts[3].length() != TraceFlags.getLength()) {
            return Context.root();
        }
        SpanContext remote = SpanContext.createFromRemoteParent(
                parts[1], parts[2], TraceFlags.fromHex(parts[3], 0), TraceState.getDefault());
        return remote.isValid() ? Context.root().with(Span.wrap(remote)) : Context.root();
    }
}
