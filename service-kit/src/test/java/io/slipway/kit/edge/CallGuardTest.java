package io.slipway.kit.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class CallGuardTest {
    private static final CallSettings QUICK = CallSettings.defaults()
            .withWaits(Duration.ofMillis(1), Duration.ofMillis(5))
            .withOpenFor(Duration.ofHours(1));

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CallGuards guards = new CallGuards(meters);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void whatPassesByItselfIsTriedAgain() throws Exception {
        assertThat(guard(QUICK).call(() -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new IOException("away");
                    }
                    return "there";
                }))
                .isEqualTo("there");
        assertThat(meters.get("resilience4j.retry.calls")
                        .tag("name", "target")
                        .tag("kind", "successful_with_retry")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theLastFailureIsTheCallersWhenAllTriesAreUsed() {
        assertThatThrownBy(() -> guard(QUICK).call(() -> {
                    throw new IOException("away " + calls.incrementAndGet());
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("away 3");
    }

    @Test
    void whatCannotPassIsNotTriedAgainAndDoesNotOpenTheCircuit() {
        CallGuard guard = guard(QUICK);
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> guard.call(() -> {
                        calls.incrementAndGet();
                        throw new IllegalArgumentException("wrong address");
                    }))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(calls).hasValue(20);
        assertThat(guard.open()).isFalse();
    }

    @Test
    void aTargetThatIsDownIsLeftAlone() {
        CallGuard guard = guard(QUICK.withTries(1));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> guard.call(() -> {
                        throw new IOException("away");
                    }))
                    .isInstanceOf(IOException.class);
        }
        assertThat(guard.open()).isTrue();
        assertThatThrownBy(() -> guard.call(calls::incrementAndGet)).isInstanceOf(CallNotPermittedException.class);
        assertThat(calls).hasValue(0);
        assertThat(meters.get("resilience4j.circuitbreaker.state")
                        .tag("name", "target")
                        .tag("state", "open")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void whatMayHaveBeenDoneIsNotTriedAgainAndStillOpensTheCircuit() {
        CallGuard guard = guards.guard(
                "unsure",
                QUICK.withTimeout(Duration.ofMillis(20)),
                failure -> true,
                failure -> failure instanceof IOException);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> guard.call(() -> waitFor(new CountDownLatch(1))))
                    .isInstanceOf(TimeoutException.class);
        }
        assertThat(calls).as("once each").hasValue(5);
        assertThat(guard.open()).isTrue();
    }

    @Test
    void aCallThatTakesTooLongIsInterrupted() {
        CountDownLatch interrupted = new CountDownLatch(1);
        CallGuard guard = guard(QUICK.withTries(1).withTimeout(Duration.ofMillis(50)));
        assertThatThrownBy(() -> guard.call(() -> waitFor(interrupted))).isInstanceOf(TimeoutException.class);
        await().until(() -> interrupted.getCount() == 0);
    }

    @Test
    void anInterruptOfTheCallerEndsTheCallAndIsNotTriedAgain() {
        CountDownLatch interrupted = new CountDownLatch(1);
        CompletableFuture<Exception> end = new CompletableFuture<>();
        CallGuard guard = guard(QUICK);
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                guard.call(() -> waitFor(interrupted));
            } catch (Exception e) {
                end.complete(e);
            }
        });
        await().until(() -> calls.get() == 1);
        caller.interrupt();
        assertThat(end).succeedsWithin(Duration.ofSeconds(5)).isInstanceOf(InterruptedException.class);
        await().until(() -> interrupted.getCount() == 0);
        assertThat(calls).hasValue(1);
    }

    @Test
    void notMoreCallsThanAllowedRunAtOnce() {
        CallSettings one = QUICK.withTries(1).withConcurrent(1).withMaxQueue(Duration.ZERO);
        CallGuard guard = guard(one);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Boolean> first = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                first.complete(guard.call(() -> {
                    calls.incrementAndGet();
                    release.await();
                    return true;
                }));
            } catch (Exception e) {
                first.completeExceptionally(e);
            }
        });
        await().until(() -> calls.get() == 1);
        assertThatThrownBy(() -> guard.call(() -> true)).isInstanceOf(BulkheadFullException.class);
        release.countDown();
        assertThat(first).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
    }

    private boolean waitFor(CountDownLatch interrupted) throws InterruptedException {
        calls.incrementAndGet();
        try {
            new CountDownLatch(1).await();
            return true;
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    private CallGuard guard(CallSettings settings) {
        return guards.guard("target", settings, failure -> failure instanceof IOException);
    }
}
