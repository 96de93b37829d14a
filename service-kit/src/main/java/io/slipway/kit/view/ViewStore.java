package io.slipway.kit.view;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.events.Document;

/** The newest state of every document, by key. Safe for many threads; a reader never waits for a writer. */
public final class ViewStore {
    private static final Logger LOG = LoggerFactory.getLogger(ViewStore.class);

    private final Map<String, Document> documents = new ConcurrentSkipListMap<>();
    private final List<Consumer<ViewChange>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Ends a {@link #subscribe subscription}. */
    @FunctionalInterface
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** The document under a key, when it is there and of this type. */
    public <D extends Document> Optional<D> find(String key, Class<D> type) {
        return Optional.ofNullable(documents.get(key)).filter(type::isInstance).map(type::cast);
    }

    /** All documents of a type as they are now, by key. */
    public <D extends Document> List<D> all(Class<D> type) {
        return documents.values().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /**
     * Waits until the document under a key has a revision, so that whoever was told of it sees it.
     *
     * @param revision as in {@link io.slipway.events.CommandReply#revision()}; 0 asks for nothing new
     * @return whether it has; false when the time is over
     */
    public boolean awaitRevision(String key, long revision, Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (revisionOf(key) < revision) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Hears of every change from now on, on the thread that reads the topics: a listener hands over and returns. A
     * listener that also wants the present state subscribes first and then looks.
     */
    public Subscription subscribe(Consumer<ViewChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Takes a change over. Called by what reads the views topics, and by tests that fill a store by hand. */
    public void apply(ViewChange change) {
        lock.lock();
        try {
            if (change.document() == null) {
                documents.remove(change.key());
            } else {
                documents.put(change.key(), change.document());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(listener -> tell(listener, change));
    }

    private static void tell(Consumer<ViewChange> listener, ViewChange change) {
        try {
            listener.accept(change);
        } catch (RuntimeException e) {
            LOG.error("a listener failed at the change of {}", change.key(), e);
        }
    }

    private long revisionOf(String key) {
        @Nullable Document document = documents.get(key);
        return document == null ? 0 : document.revision();
    }
}
