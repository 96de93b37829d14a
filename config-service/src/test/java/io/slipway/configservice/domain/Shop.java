package io.slipway.configservice.domain;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.domain.decide.ConfigDecider;
import io.slipway.configservice.domain.decide.DriftTerms;
import io.slipway.configservice.domain.state.ConfigState;
import io.slipway.configservice.keys.Keyring;
import io.slipway.configservice.keys.KeysetSettings;
import io.slipway.configservice.keys.SecretBoxes;
import io.slipway.configservice.source.ModelCheck;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.ConfigCommand.ApproveRollout;
import io.slipway.events.config.ConfigCommand.Commit;
import io.slipway.events.config.ConfigCommand.StartRollout;
import io.slipway.events.config.ConfigEvent;
import io.slipway.events.config.DocumentChange;
import io.slipway.kit.aggregate.DeciderScenario;
import io.slipway.kit.aggregate.Directory;

/** An application with a staging that anybody may use and a production that wants one more person and goes in steps. */
final class Shop {
    static final String DECLARATION = """
            environments:
              - name: staging
              - name: production
                promotedFrom: staging
                approvals: 1
                stages:
                  - percent: 10
                    soak: 10m
                  - percent: 50
                    soak: 20m
            services: [web]
            """;

    /** With which nothing can be encrypted. */
    private static final SecretBoxes NO_KEYS = new SecretBoxes(new Keyring(new KeysetSettings(null, false)));

    private static final ModelCheck CHECK = new ModelCheck(NO_KEYS);

    private Shop() {}

    static DeciderScenario<ConfigState, ConfigCommand, ConfigEvent> empty() {
        return empty(Directory.NONE);
    }

    static DeciderScenario<ConfigState, ConfigCommand, ConfigEvent> empty(Directory directory) {
        return DeciderScenario.of(
                        new ConfigDecider(CHECK, NO_KEYS, directory, DriftTerms.DEFAULT), ConfigState.class, "shop")
                .by("alice");
    }

    /** With a first revision that sets the timeout to 30. */
    static DeciderScenario<ConfigState, ConfigCommand, ConfigEvent> withRevision() {
        return withRevision(Directory.NONE);
    }

    static DeciderScenario<ConfigState, ConfigCommand, ConfigEvent> withRevision(Directory directory) {
        return withRevision(directory, DECLARATION);
    }

    static DeciderScenario<ConfigState, ConfigCommand, ConfigEvent> withRevision(
            Directory directory, String declaration) {
        return empty(directory)
                .given(new Commit(
                        "shop",
                        null,
                        List.of(new DocumentChange("slipway-config.yaml", declaration), base(30)),
                        true,
                        "first"));
    }

    static DocumentChange base(int timeout) {
        return new DocumentChange("base/application.yaml", "timeout: " + timeout + "\n");
    }

    static Commit commit(@Nullable String expected, DocumentChange... changes) {
        return new Commit("shop", expected, List.of(changes), false, null);
    }

    static StartRollout start(String environment, String revision) {
        return new StartRollout("shop", environment, revision, null, null, null, null);
    }

    static ApproveRollout approve(String rolloutId, String contentHash) {
        return new ApproveRollout("shop", rolloutId, contentHash, null);
    }
}
