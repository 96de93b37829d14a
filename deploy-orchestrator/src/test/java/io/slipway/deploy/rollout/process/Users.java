package io.slipway.deploy.rollout.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import static org.awaitility.Awaitility.await;

/** People who use a service all the time, each over connections that stay. */
final class Users implements AutoCloseable {
    private static final int USERS = 6;

    private final DrivenService service;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong answered = new AtomicLong();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final Set<String> versions = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();

    Users(DrivenService service) {
        this.service = service;
        for (int i = 0; i < USERS; i++) {
            threads.add(Thread.ofVirtual().start(this::use));
        }
        awaitMore();
    }

    /** Returns when they have gone on for a while. */
    void awaitMore() {
        long before = answered.get() + lost.size();
        await().until(() -> answered.get() + lost.size() > before + 50);
    }

    Queue<String> lost() {
        return lost;
    }

    /** Every version that has answered. */
    Set<String> versions() {
        return versions;
    }

    private void use() {
        while (!over.get()) {
            try {
                versions.add(service.get());
                answered.incrementAndGet();
            } catch (Exception e) {
                lost.add(e.toString());
            }
        }
    }

    @Override
    public void close() {
        over.set(true);
        threads.forEach(thread -> await().until(() -> !thread.isAlive()));
    }
}
