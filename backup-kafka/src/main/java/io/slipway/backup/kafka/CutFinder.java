package io.slipway.backup.kafka;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where to cut. A transaction of a host changes events, state and the host's place together, on several partitions, and
 * Kafka has no question whose answer is of one moment for all of them. So they are asked twice: first for the committed ends,
 * then for the ends of all that was written. Where both are the same, nothing was written and no transaction was open between
 * the first answer and the second question, and that is a moment.
 */
final class CutFinder {
    private static final Logger LOG = LoggerFactory.getLogger(CutFinder.class);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Cluster cluster;
    private final Duration patience;

    /** @param patience how long to look for a moment */
    CutFinder(Cluster cluster, Duration patience) {
        this.cluster = cluster;
        this.patience = patience;
    }

    /**
     * @param busy partitions that are written to all the time, and on which nothing else depends
     * @param state partitions of what hosts know, which has to be no older than their places
     */
    Cut find(Collection<TopicPartition> partitions, Predicate<TopicPartition> busy, Predicate<TopicPartition> state)
            throws IOException {
        List<TopicPartition> quiet = partitions.stream().filter(busy.negate()).toList();
        long deadline = System.nanoTime() + patience.toNanos();
        do {
            Map<TopicPartition, Long> committed = cluster.ends(partitions, IsolationLevel.READ_COMMITTED);
            Map<String, Map<TopicPartition, Long>> places = cluster.places(partitions);
            Map<TopicPartition, Long> written = cluster.ends(quiet, IsolationLevel.READ_UNCOMMITTED);
            if (quiet.stream().allMatch(partition -> committed.get(partition).equals(written.get(partition)))) {
                return new Cut(committed, places, true);
            }
            pause();
        } while (System.nanoTime() < deadline);
        LOG.warn(
                "no moment was found in {} at which nothing was written: places are taken first, so that nothing is"
                        + " skipped, and some of it may come twice",
                patience);
        return inOrder(partitions, state);
    }

    /** Places, then state, then the rest: a host that finds commands done which its place does not know yet says so. */
    private Cut inOrder(Collection<TopicPartition> partitions, Predicate<TopicPartition> state) throws IOException {
        Map<String, Map<TopicPartition, Long>> places = cluster.places(partitions);
        Set<TopicPartition> known =
                new HashSet<>(partitions.stream().filter(state).toList());
        Map<TopicPartition, Long> ends = new HashMap<>(cluster.ends(known, IsolationLevel.READ_COMMITTED));
        ends.putAll(cluster.ends(
                partitions.stream()
                        .filter(partition -> !known.contains(partition))
                        .toList(),
                IsolationLevel.READ_COMMITTED));
        return new Cut(ends, places, false);
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("cancelled while a moment for the export was looked for");
        }
    }
}
