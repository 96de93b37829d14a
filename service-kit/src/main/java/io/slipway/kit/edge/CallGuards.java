package io.slipway.kit.edge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedTimeLimiterMetrics;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;

/** Makes and keeps one {@link CallGuard} for each outside target; their state is in the metrics {@code resilience4j.*}. */
public final class CallGuards {
    private static final double BACK_OFF_FACTOR = 2;
    private static final double JITTER = 0.5;
    private static final int WINDOW = 20;
    private static final int FEWEST_CALLS = 5;

    private final RetryRegistry retries = RetryRegistry.ofDefaults();
    private final CircuitBreakerRegistry circuits = CircuitBreakerRegistry.ofDefaults();
    private final BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
    private final TimeLimiterRegistry limits = TimeLimiterRegistry.ofDefaults();
    private final Map<String, CallGuard> guards = new ConcurrentHashMap<>();

    public CallGuards(MeterRegistry meters) {
        TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(meters);
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
        TaggedTimeLimiterMetrics.ofTimeLimiterRegistry(limits).bindTo(meters);
    }

    /**
     * The guard of a target; of the settings those of the first call for the target count.
     *
     * @param target what is called, for example {@code slack:ops}: few and known, it becomes a metric's tag
     * @param worthTryingAgain which failures may pass by themselves; the others end the call and are no fault of the
     *     target, so they do not open the circuit
     */
    public CallGuard guard(String target, CallSettings settings, Predicate<Throwable> worthTryingAgain) {
        return guard(target, settings, worthTryingAgain, failure -> true);
    }

    /**
     * As above, for calls that must not be made twice where nobody knows whether the first one did anything.
     *
     * @param undone which of the failures leave no doubt that the call did nothing; the others end the call, though they
     *     count as the target's fault
     */
    public CallGuard guard(
            String target, CallSettings settings, Predicate<Throwable> worthTryingAgain, Predicate<Throwable> undone) {
        return guards.computeIfAbsent(target, name -> make(name, settings, worthTryingAgain, undone));
    }

    private CallGuard make(
            String name, CallSettings settings, Predicate<Throwable> worthTryingAgain, Predicate<Throwable> undone) {
        RetryConfig retry = RetryConfig.custom()
                .maxAttempts(settings.tries())
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(
                        settings.firstWait(), BACK_OFF_FACTOR, JITTER, settings.maxWait()))
                .retryOnException(failure -> CallGuard.isTransient(failure, worthTryingAgain) && undone.test(failure))
                .build();
        CircuitBreakerConfig circuit = CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.failurePercent())
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(FEWEST_CALLS)
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordException(failure -> CallGuard.isTransient(failure, worthTryingAgain))
                .ignoreException(failure -> failure instanceof InterruptedException)
                .build();
        BulkheadConfig bulkhead = BulkheadConfig.custom()
                .maxConcurrentCalls(settings.concurrent())
                .maxWaitDuration(settings.maxQueue())
                .build();
        TimeLimiterConfig limit = TimeLimiterConfig.custom()
                .timeoutDuration(settings.timeout())
                .cancelRunningFuture(true)
                .build();
        return new CallGuard(
                retries.retry(name, retry),
                circuits.circuitBreaker(name, circuit),
                bulkheads.bulkhead(name, bulkhead),
                limits.timeLimiter(name, limit));
    }
}
