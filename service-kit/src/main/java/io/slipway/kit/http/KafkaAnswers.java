package io.slipway.kit.http;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until Kafka has a record on all in-sync replicas, and says in a problem why it has not. */
public final class KafkaAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaAnswers.class);

    /** A little longer than a producer tries. */
    private static final long LIMIT_SECONDS = 35;

    private KafkaAnswers() {}

    /**
     * @param id under which the caller may send the same again
     * @throws ProblemException when Kafka cannot take it, or does not answer
     */
    public static void await(Future<?> stored, String id) throws InterruptedException {
        try {
            stored.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw problem(e.getCause(), id);
        } catch (TimeoutException e) {
            throw problem(e, id);
        }
    }

    private static ProblemException problem(Throwable cause, String id) {
        if (cause instanceof RecordTooLargeException) {
            return new ProblemException(ProblemCode.BODY_TOO_LARGE, "The request is too large for one record.");
        }
        LOG.warn("Kafka did not take {}", id, cause);
        return new ProblemException(
                ProblemCode.UNAVAILABLE,
                "Kafka did not confirm " + id + "; send it again with the header Idempotency-Key: " + id + ".");
    }
}
