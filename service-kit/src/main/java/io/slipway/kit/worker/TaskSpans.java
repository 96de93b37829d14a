package io.slipway.kit.worker;

import java.util.function.Supplier;

import org.slf4j.MDC;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.slipway.events.Envelope;
import io.slipway.events.task.TaskOffered;
import io.slipway.kit.observability.Correlation;
import io.slipway.kit.tracing.TraceParent;

/** One span for each attempt, as a child of the trace the offer is part of; the log context has its correlation id. */
final class TaskSpans {
    private final Tracer tracer;

    TaskSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    Outcome traced(Envelope<TaskOffered> offered, ReportWriter writer, Supplier<Outcome> work) {
        TaskOffered task = offered.data();
        Span span = tracer.spanBuilder("task " + task.type())
                .setParent(TraceParent.parent(offered.traceparent()))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("slipway.task.id", task.taskId())
                .setAttribute("slipway.task.attempt", task.attempt())
                .setAttribute("slipway.aggregate", task.aggregate())
                .startSpan();
        try (Scope _ = span.makeCurrent();
                var _ = MDC.putCloseable(Correlation.MDC_KEY, offered.correlationId())) {
            writer.traceparent(TraceParent.of(span.getSpanContext()));
            Outcome outcome = work.get();
            if (outcome instanceof Outcome.Failed failed) {
                span.setStatus(StatusCode.ERROR, failed.reason());
            }
            return outcome;
        } finally {
            span.end();
        }
    }
}
