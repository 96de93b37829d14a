package io.slipway.configservice.watch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A share of an application's watchers, which one thread at a time tells what is new. */
final class Watchers {
    private final Set<Watcher> all = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean due = new AtomicBoolean();
    private final Supplier<Moments> moments;

    /** @param moments the newest */
    Watchers(Supplier<Moments> moments) {
        this.moments = moments;
    }

    void add(Watcher watcher) {
        all.add(watcher);
    }

    /** Something is new. Changes that come while the last is being told are told together, each of them. */
    void wake(Executor executor) {
        if (!all.isEmpty() && due.compareAndSet(false, true)) {
            executor.execute(() -> {
                due.set(false);
                all.forEach(watcher -> watcher.advance(moments));
            });
        }
    }

    void pass() {
        all.removeIf(Watcher::over);
        all.forEach(Watcher::pass);
    }

    void end() {
        all.forEach(Watcher::end);
        all.clear();
    }

    int size() {
        return all.size();
    }
}
