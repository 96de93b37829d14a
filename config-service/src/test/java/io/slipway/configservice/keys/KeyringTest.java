package io.slipway.configservice.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slipway.config.secret.DataKeyRing;
import io.slipway.config.secret.KeyInventory;
import io.slipway.config.secret.KeyRef;
import io.slipway.config.secret.KeyWrapper;
import io.slipway.config.secret.Rotation;
import io.slipway.config.secret.RotationPlan;
import io.slipway.config.secret.RotationReport;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretBox;
import io.slipway.config.secret.SecretValue;
import io.slipway.config.secret.WrappedKey;
import io.slipway.configservice.keys.gcp.CloudKmsKeyWrapper;
import io.slipway.configservice.keys.gcp.KmsSettings;
import io.slipway.configservice.keys.gcp.LocalKms;
import io.slipway.configservice.keys.gcp.LocalKms.Fault;
import io.slipway.kit.edge.CallGuards;

import static org.assertj.core.api.Assertions.assertThat;

/** A keyset file and Cloud KMS side by side, and the way from each to the other. */
class KeyringTest {
    private static final Scope SCOPE = new Scope("shop", "production");
    private static final String KEY = "gcp-kms://" + LocalKms.RING + "config";
    private static final String NEXT = "gcp-kms://" + LocalKms.RING + "next";

    private final LocalKms kms = new LocalKms();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        kms.close();
    }

    @Test
    void whatIsOpenedTwiceIsAskedForOnceAndSurvivesTheService() {
        KeyWrapper first = keyring(true, KEY).wrapper();
        DataKeyRing ring = DataKeyRing.generate(SCOPE, first);
        KeyWrapper wrapper = keyring(true, KEY).wrapper();
        int before = kms.decrypts();

        assertThat(opens(ring, wrapper)).isTrue();
        assertThat(opens(ring, wrapper)).isTrue();
        assertThat(kms.decrypts() - before).isEqualTo(1);

        kms.fault(Fault.UNAVAILABLE);
        assertThat(opens(ring, wrapper)).isTrue();
    }

    @Test
    void notMoreIsRememberedThanAllowed() {
        RememberingKeyWrapper one = new RememberingKeyWrapper(cloud(true, KEY), 1);
        byte[] here = {1};
        WrappedKey first = one.wrap(new byte[] {7}, here);
        WrappedKey second = one.wrap(new byte[] {8}, here);
        int before = kms.decrypts();

        assertThat(one.unwrap(second, here)).containsExactly(8);
        assertThat(kms.decrypts()).isEqualTo(before);
        assertThat(one.unwrap(first, here)).containsExactly(7);
        assertThat(kms.decrypts()).isEqualTo(before + 1);
    }

    @Test
    void fromTheKeysetToKmsWithAProofAndTheFileGoes() {
        Path file = folder.resolve("keyset.json");
        Keyring before = new Keyring(new KeysetSettings(file, true));
        DataKeyRing ring = DataKeyRing.generate(SCOPE, before.forNewKeys(true));
        Keyring both = keyring(true, KEY);
        assertThat(opens(ring, both.wrapper()))
                .as("what the keyset wrapped still opens")
                .isTrue();

        Set<String> retired = both.retire();
        assertThat(retired).containsExactly(before.wrapper().primaryKeyId());
        DataKeyRing moved = rotate(both, retired, ring);

        assertThat(moved.keys())
                .allSatisfy(key -> assertThat(key.wrapped().keyId()).isEqualTo(KEY));
        assertThat(Files.exists(file)).isFalse();
        assertThat(opens(moved, keyring(true, KEY).wrapper())).isTrue();
        assertThat(both.retire()).as("there is nothing left to retire").isEmpty();
    }

    @Test
    void theProofAsksKmsAndNotTheMemory() {
        Keyring keyring = keyring(true, KEY);
        DataKeyRing ring = DataKeyRing.generate(SCOPE, keyring.wrapper());
        kms.fault(Fault.DENIED);

        RotationReport report = RotationReport.prove(
                new KeyRef.WrappingKey("old"), new KeyInventory(List.of(ring), List.of()), keyring.forProof());

        assertThat(report.complete()).isFalse();
        assertThat(report.left()).anySatisfy(left -> assertThat(left).contains(KEY, "403"));
    }

    @Test
    void fromOneKeyInKmsToAnother() {
        DataKeyRing ring = DataKeyRing.generate(SCOPE, keyring(true, KEY).wrapper());
        Keyring next = keyring(true, NEXT, KEY);

        assertThat(next.retire()).containsExactly(KEY);
        DataKeyRing moved = rotate(next, Set.of(KEY), ring);

        assertThat(opens(moved, keyring(true, NEXT).wrapper())).isTrue();
    }

    @Test
    void backFromKmsToTheKeyset() {
        DataKeyRing ring = DataKeyRing.generate(SCOPE, keyring(true, KEY).wrapper());
        new Keyring(new KeysetSettings(folder.resolve("keyset.json"), true)).forNewKeys(true);
        Keyring back = keyring(false, KEY);
        assertThat(opens(ring, back.wrapper())).isTrue();

        Set<String> retired = back.retire();
        assertThat(retired).contains(KEY);
        DataKeyRing moved = rotate(back, retired, ring);

        assertThat(opens(moved, new Keyring(new KeysetSettings(folder.resolve("keyset.json"), false)).wrapper()))
                .isTrue();
    }

    private static DataKeyRing rotate(Keyring keyring, Set<String> retired, DataKeyRing ring) {
        KeyInventory all = new KeyInventory(List.of(ring), List.of());
        for (String old : retired) {
            KeyRef key = new KeyRef.WrappingKey(old);
            all = new Rotation(key, keyring.wrapper()).run(RotationPlan.retire(key, all), all);
        }
        KeyInventory after = all;
        List<RotationReport> proofs = retired.stream()
                .map(old -> RotationReport.prove(new KeyRef.WrappingKey(old), after, keyring.forProof()))
                .toList();
        assertThat(proofs).allSatisfy(proof -> assertThat(proof.left()).isEmpty());
        keyring.destroy(proofs);
        return after.rings().getFirst();
    }

    /** Encrypts with one key of the ring and decrypts again. */
    private static boolean opens(DataKeyRing ring, KeyWrapper wrapper) {
        SecretBox box = new SecretBox(ring, wrapper);
        SecretAddress address = new SecretAddress(SCOPE.application(), SCOPE.environment(), "password");
        try (SecretValue value = box.decrypt(box.encrypt(SecretValue.of("open sesame"), address), address)) {
            return value.withChars(String::new).equals("open sesame");
        }
    }

    private Keyring keyring(boolean wrap, String... keys) {
        return new Keyring(
                new KeysetSettings(folder.resolve("keyset.json"), false),
                new OutsideKeys(new RememberingKeyWrapper(cloud(wrap, keys), 100), wrap));
    }

    private CloudKmsKeyWrapper cloud(boolean wrap, String... keys) {
        return new CloudKmsKeyWrapper(
                new KmsSettings(List.of(keys), wrap, kms.address(), kms.address(), Duration.ofSeconds(30)),
                new CallGuards(new SimpleMeterRegistry()),
                InstantSource.system());
    }
}
