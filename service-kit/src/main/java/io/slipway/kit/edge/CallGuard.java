package io.slipway.kit.edge;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;

/**
 * Guards the calls to one outside target: each try has a time limit, not too many run at once, a target that is down is
 * left alone for a while, and what may pass by itself is tried again after a growing, jittered wait.
 */
public final class CallGuard {
    private final Retry retry;
    private final CircuitBreaker circuit;
    private final Bulkhead bulkhead;
    private final TimeLimiter limit;

    CallGuard(Retry retry, CircuitBreaker circuit, Bulkhead bulkhead, TimeLimiter limit) {
        this.retry = retry;
        this.circuit = circuit;
        this.bulkhead = bulkhead;
        this.limit = limit;
    }

    /**
     * Calls the target from a virtual thread, which is interrupted when it takes too long.
     *
     * @throws Exception the failure of the last try; {@link TimeoutException} when it took too long,
     *     {@link CallNotPermittedException} while the circuit is open, {@link BulkheadFullException} when too many wait
     * @throws InterruptedException when the caller was interrupted; the call is interrupted too
     */
    public <T> T call(Callable<T> target) throws Exception {
        Retry.AsyncContext<T> tries = retry.asyncContext();
        while (true) {
            try {
                T result = circuit.executeCallable(() -> bulkhead.executeCallable(() -> tryOnce(target)));
                tries.onComplete();
                return result;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                long wait = tries.onError(e);
                if (wait < 0) {
                    throw e;
                }
                Thread.sleep(wait);
            }
        }
    }

    /** Whether the target is being left alone. */
    public boolean open() {
        return circuit.getState() == CircuitBreaker.State.OPEN;
    }

    /** The guard's own failures are temporary by nature; of the others the caller decides. */
    static boolean isTransient(Throwable failure, Predicate<Throwable> worthTryingAgain) {
        return switch (failure) {
            case InterruptedException _ -> false;
            case TimeoutException _ -> true;
            case BulkheadFullException _ -> true;
            case CallNotPermittedException _ -> false;
            default -> worthTryingAgain.test(failure);
        };
    }

    private <T> T tryOnce(Callable<T> target) throws Exception {
        FutureTask<T> task = new FutureTask<>(target);
        try {
            return limit.executeFutureSupplier(() -> {
                Thread.ofVirtual().start(task);
                return task;
            });
        } catch (InterruptedException e) {
            task.cancel(true);
            throw e;
        }
    }
}
