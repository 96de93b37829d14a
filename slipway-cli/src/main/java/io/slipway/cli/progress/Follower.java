package io.slipway.cli.progress;

import java.time.Duration;
import java.time.Instant;

import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.UnreachableException;
import io.slipway.cli.output.Terminal;
import io.slipway.events.deploy.view.DeploymentView;

/** Follows a deployment, and those it goes on to by promotion, until the last has ended. */
public final class Follower {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApiClient api;
    private final Progress progress;
    private volatile String current = "";
    private boolean left;

    public Follower(ApiClient api, Terminal terminal) {
        this.api = api;
        this.progress = terminal.interactive() ? new LiveProgress(terminal) : new PlainProgress(terminal);
    }

    /**
     * Follows it. A server that is restarted meanwhile is waited for.
     *
     * @param timeout then it is left alone and goes on
     * @return how the last one stands
     */
    public DeploymentView follow(String id, Duration timeout) throws InterruptedException {
        current = id;
        Thread onInterrupt = new Thread(this::leave, "stop-watching");
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        try {
            return followToEnd(timeout);
        } finally {
            forget(onInterrupt);
        }
    }

    private DeploymentView followToEnd(Duration timeout) throws InterruptedException {
        Instant end = Instant.now().plus(timeout);
        while (true) {
            DeploymentView view = look(current);
            synchronized (progress) {
                if (left) {
                    return view;
                }
                progress.show(view);
            }
            boolean ended = view.state().terminal();
            if (ended && view.promotedTo() != null) {
                current = view.promotedTo();
            } else if (ended) {
                return view;
            } else if (Instant.now().isAfter(end)) {
                goesOn();
                return view;
            } else {
                Thread.sleep(LOOK_AGAIN);
            }
        }
    }

    /** On Ctrl-C: nothing is done to the deployment, and nothing more is drawn. */
    private void leave() {
        synchronized (progress) {
            left = true;
            goesOn();
            progress.close();
        }
    }

    private void goesOn() {
        progress.note(current + " goes on; follow it again with: slipway watch " + current);
    }

    private static void forget(Thread onInterrupt) {
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            // The process is ending, and the hook runs or has run.
        }
    }

    private DeploymentView look(String id) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        boolean said = false;
        while (true) {
            try {
                return api.deployment(id);
            } catch (UnreachableException e) {
                if (Instant.now().isAfter(end)) {
                    throw e;
                }
                if (!said) {
                    progress.note("Slipway is not answering; waiting for it to come back");
                    said = true;
                }
                Thread.sleep(LOOK_AGAIN);
            }
        }
    }
}
