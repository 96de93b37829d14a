package io.slipway.cli.config;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;

/** How people name revisions. */
final class Revisions {
    /** The one that was committed last, wherever it is. */
    static final String NEWEST = "newest";

    private static final int BRIEF = 12;

    private Revisions() {}

    /** Enough digits to tell one from another; {@code -} for none. */
    static String brief(@Nullable String id) {
        return id == null ? "-" : id.substring(0, Math.min(BRIEF, id.length()));
    }

    static Optional<EnvironmentView> environment(ConfigView view, String name) {
        return view.environments().stream()
                .filter(environment -> environment.name().equals(name))
                .findFirst();
    }

    static String newest(ConfigView view) {
        @Nullable String head = view.head();
        if (head == null) {
            throw new IllegalArgumentException(view.application() + " has no configuration yet; make it with: slipway"
                    + " config apply " + view.application() + " FOLDER");
        }
        return head;
    }
}
