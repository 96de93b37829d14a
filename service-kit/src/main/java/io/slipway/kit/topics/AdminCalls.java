package io.slipway.kit.topics;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.KafkaFuture;

/** Waits for what the admin client was asked. */
final class AdminCalls {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private AdminCalls() {}

    static <T> T await(KafkaFuture<T> answer, String what) throws ExecutionException {
        try {
            return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterUnfitException("interrupted while Kafka was asked to " + what, e);
        } catch (TimeoutException e) {
            throw new ClusterUnfitException("Kafka did not answer within " + LIMIT + " when asked to " + what, e);
        }
    }

    /** Like {@link #await} where no error is expected that could be handled. */
    static <T> T require(KafkaFuture<T> answer, String what) {
        try {
            return await(answer, what);
        } catch (ExecutionException e) {
            throw new ClusterUnfitException(
                    "Kafka could not " + what + ": " + e.getCause().getMessage(), e.getCause());
        }
    }
}
