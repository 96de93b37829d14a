package io.slipway.configservice.watch;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.serve.Assignment;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.Instance;
import io.slipway.configservice.source.RevisionReader;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.kit.view.ViewChange;
import io.slipway.kit.view.ViewStore;

/** An application with one environment, whose documents are put into a store by hand. */
final class WatchedShop {
    private static final String DECLARATION = "environments: [{name: production}]";
    private static final Instance ANYBODY = new Instance(null, null, null);

    private final ViewStore store = new ViewStore();
    private final ConfigReads reads = new ConfigReads(store);

    /** Makes the documents of a revision known, and gives its id. */
    String content(String timeout) {
        String id = id(timeout);
        store.apply(new ViewChange(
                ConfigRevisionView.key("shop", id), new ConfigRevisionView("shop", id, 1, documents(timeout))));
        return id;
    }

    /** A revision's id, whether its documents are known or not. */
    static String id(String timeout) {
        return RevisionReader.read(documents(timeout)).orThrow().revision().hex();
    }

    static ConfigView view(long number, @Nullable String current) {
        return new ConfigView(
                "shop",
                number,
                current,
                List.of(),
                List.of(new EnvironmentView("production", current, null, List.of(), null, null)));
    }

    Progress watcher(@Nullable Cursor cursor) {
        return new Progress(
                new Messages("shop", "production"),
                revision -> reads.snapshot("shop", revision).map(found -> found.served("production", null, null)),
                moment -> moment.environment("production").flatMap(found -> Assignment.of(found, ANYBODY)),
                cursor);
    }

    Optional<String> hash(String revision) {
        return reads.snapshot("shop", revision)
                .map(found -> found.served("production", null, null).hash());
    }

    private static Map<String, String> documents(String timeout) {
        return Map.of(
                "slipway-config.yaml",
                DECLARATION,
                "base/application.yaml",
                "timeout: " + timeout + "\nk" + timeout + ": 1\n");
    }
}
