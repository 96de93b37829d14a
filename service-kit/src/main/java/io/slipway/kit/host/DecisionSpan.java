package io.slipway.kit.host;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.slipway.kit.observability.Correlation;
import io.slipway.kit.tracing.TraceParent;

/** The span of one decision, current while it is open, with the correlation id in the log context. */
final class DecisionSpan implements AutoCloseable {
    private final Span span;
    private final Scope scope;

    private DecisionSpan(Span span, String correlationId) {
        this.span = span;
        this.scope = span.makeCurrent();
        MDC.put(Correlation.MDC_KEY, correlationId);
    }

    /** @param parent traceparent of what led to it; null starts a trace */
    static DecisionSpan open(
            OpenTelemetry telemetry, String name, String aggregate, String correlationId, @Nullable String parent) {
        Span span = telemetry
                .getTracer("io.slipway.kit.host")
                .spanBuilder(name)
                .setParent(TraceParent.parent(parent))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("slipway.aggregate", aggregate)
                .setAttribute("slipway.correlation_id", correlationId)
                .startSpan();
        return new DecisionSpan(span, correlationId);
    }

    @Nullable
    String traceparent() {
        return TraceParent.of(span.getSpanContext());
    }

    void outcome(HostMetrics.Outcome outcome) {
        span.setAttribute("slipway.outcome", outcome.tag());
    }

    void failed(RuntimeException cause) {
        span.recordException(cause);
    }

    @Override
    public void close() {
        MDC.remove(Correlation.MDC_KEY);
        scope.close();
        span.end();
    }
}
