package io.slipway.notification.deliver;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.slipway.kit.edge.CallGuard;
import io.slipway.notification.channel.Channel;
import io.slipway.notification.channel.ChannelException;
import io.slipway.notification.channel.ChannelException.Kind;
import io.slipway.notification.channel.Letter;

/**
 * A channel behind its guard, which leaves it alone for as long as it asks. A call under way is not broken off when the
 * worker shuts down: nobody would know whether the message arrived, and it would have to be sent again.
 */
final class GuardedChannel {
    private final Channel channel;
    private final CallGuard guard;
    private final InstantSource clock;
    private volatile Instant notBefore = Instant.EPOCH;

    GuardedChannel(Channel channel, CallGuard guard, InstantSource clock) {
        this.channel = channel;
        this.guard = guard;
        this.clock = clock;
    }

    Map<String, String> send(Letter letter) throws ChannelException, InterruptedException {
        Duration rest = Duration.between(clock.instant(), notBefore);
        if (rest.isPositive()) {
            throw ChannelException.busy("it asked to be left alone until " + notBefore, rest);
        }
        AtomicBoolean stopping = new AtomicBoolean();
        FutureTask<Map<String, String>> call = new FutureTask<>(() -> guard.call(() -> {
            if (stopping.get()) {
                throw new InterruptedException("the worker stops");
            }
            return channel.send(letter);
        }));
        Thread.ofVirtual().name("notify-" + letter.notification().id()).start(call);
        return finish(call, stopping);
    }

    /** Waits until the call is over, whatever happens; after an interrupt no further try begins. */
    private Map<String, String> finish(FutureTask<Map<String, String>> call, AtomicBoolean stopping)
            throws ChannelException, InterruptedException {
        while (true) {
            try {
                return call.get();
            } catch (InterruptedException e) {
                stopping.set(true);
            } catch (ExecutionException e) {
                throw failure(e.getCause());
            }
        }
    }

    private ChannelException failure(Throwable cause) throws InterruptedException {
        return switch (cause) {
            case InterruptedException interrupted -> throw interrupted;
            case ChannelException refused -> {
                if (refused.kind() == Kind.BUSY) {
                    notBefore = clock.instant().plus(refused.retryAfter());
                }
                yield refused;
            }
            case TimeoutException slow ->
                ChannelException.unknown("no answer in time; it may have been told all the same", slow);
            case CallNotPermittedException open ->
                ChannelException.down("it is left alone for a while, because most calls fail", open);
            case BulkheadFullException full -> ChannelException.down("too many calls to it at once", full);
            case Error error -> throw error;
            default -> ChannelException.unknown("unexpected " + cause.getClass().getSimpleName(), cause);
        };
    }
}
