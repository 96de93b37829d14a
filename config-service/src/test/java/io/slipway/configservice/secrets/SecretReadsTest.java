package io.slipway.configservice.secrets;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.config.secret.DataKeyRing;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretValue;
import io.slipway.configservice.keys.Keyring;
import io.slipway.configservice.keys.KeysetSettings;
import io.slipway.configservice.keys.Rings;
import io.slipway.configservice.keys.SecretBoxes;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.Served;
import io.slipway.events.Document;
import io.slipway.events.config.view.ConfigKeysView;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.kit.aggregate.Directory;
import io.slipway.kit.audit.AuditTrail;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.kafka.KafkaSettings;
import io.slipway.kit.view.ViewChange;
import io.slipway.kit.view.ViewStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A secret that nobody could be told of is not shown. */
class SecretReadsTest {
    private static final Scope SCOPE = new Scope("shop", "production");
    private static final String REVISION = "d".repeat(64);
    private static final Actor ALICE = new Actor("alice", null, false);

    @TempDir
    private Path folder;

    private final ViewStore store = new ViewStore();
    private SecretKeys keys;
    private Served served;

    @BeforeEach
    void aPassword() {
        Keyring keyring = new Keyring(new KeysetSettings(folder.resolve("keyset.json"), true));
        DataKeyRing ring = DataKeyRing.generate(SCOPE, keyring.forNewKeys(true));
        keys = new SecretKeys(store, new SecretBoxes(keyring));
        publish(
                ConfigKeysView.key("shop"),
                new ConfigKeysView(
                        "shop",
                        1,
                        List.of(new ConfigKeysView.EnvironmentKeys("production", Rings.wrapped(ring.keys())))));
        String ciphertext = keys.box(SCOPE)
                .encrypt(SecretValue.of("s3cret"), new SecretAddress("shop", "production", "password"))
                .toString();
        publish(
                ConfigRevisionView.key("shop", REVISION),
                new ConfigRevisionView(
                        "shop",
                        REVISION,
                        1,
                        Map.of(
                                "slipway-config.yaml",
                                "environments: [{name: production}]\n",
                                "environments/production/a.yaml",
                                "password: '" + ciphertext + "'\nplain: 1\n")));
        served = new ConfigReads(store).snapshot("shop", REVISION).orElseThrow().served("production", null, null);
    }

    @Test
    void withoutARecordThereIsNoAnswer() {
        try (AuditTrail nowhere = new AuditTrail(KafkaSettings.of("127.0.0.1:1", "test"), Clock.systemUTC())) {
            SecretReads reads = new SecretReads(new SecretAccess(Directory.NONE), keys, nowhere);

            assertThatThrownBy(() -> reads.reveal("shop", "production", served, ALICE))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem().status()).isEqualTo(503);
                        assertThat(e.problem().detail())
                                .contains("nothing is shown")
                                .doesNotContain("s3cret");
                    });
        }
    }

    @Test
    void rolesNameEverythingAnApplicationOrOneEnvironmentOfIt() {
        SecretAccess access = new SecretAccess(new Directory(Map.of(
                "secret-reader", Set.of("all"),
                "secret-reader.shop", Set.of("shop"),
                "secret-reader.shop.production", Set.of("web"),
                "admin", Set.of("root"),
                "operator", Set.of("olga"))));

        assertThat(List.of("all", "shop", "web", "root"))
                .allMatch(name -> access.mayRead(actor(name), "shop", "production"));
        assertThat(access.mayRead(actor("web"), "shop", "staging")).isFalse();
        assertThat(access.mayRead(actor("shop"), "other", "production")).isFalse();
        assertThat(access.mayRead(actor("olga"), "shop", "production")).isFalse();
        assertThat(access.mayWrite(actor("olga"))).isTrue();
        assertThat(access.mayWrite(actor("web"))).isFalse();
        assertThat(access.mayRotate(actor("olga"))).isFalse();
        assertThat(access.mayRead(new Actor("ci", "root", false), "shop", "production"))
                .as("a token's word for a person does not count")
                .isFalse();
    }

    private static Actor actor(String name) {
        return new Actor(name, null, false);
    }

    private void publish(String key, Document document) {
        store.apply(new ViewChange(key, document));
    }
}
