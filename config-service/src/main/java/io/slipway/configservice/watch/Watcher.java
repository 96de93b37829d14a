package io.slipway.configservice.watch;

import java.util.List;
import java.util.function.Supplier;

import io.slipway.configservice.watch.Message.Told;

/** One watcher: what it has been told, and the way to it. */
final class Watcher {
    private final Progress progress;
    private final Outlet outlet;

    Watcher(Progress progress, Outlet outlet) {
        this.progress = progress;
        this.outlet = outlet;
    }

    /**
     * In the order of the moments, whichever thread comes.
     *
     * @param moments the newest; asked for here, so that a thread that was slow cannot bring older ones
     */
    synchronized void advance(Supplier<Moments> moments) {
        if (!outlet.over()) {
            List<Told> told = progress.advance(moments.get());
            if (!told.isEmpty()) {
                outlet.tell(told);
            }
        }
    }

    synchronized void pass() {
        outlet.pass(progress.cursor());
    }

    boolean over() {
        return outlet.over();
    }

    void end() {
        outlet.end();
    }
}
