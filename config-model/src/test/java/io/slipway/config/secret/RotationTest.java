package io.slipway.config.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RotationTest {
    private static final Scope PRODUCTION = new Scope("crm", "production");

    @Property(tries = 20)
    void afterARotationNothingIsLeftUnderTheOldWrappingKey(
            @ForAll @IntRange(min = 1, max = 4) int scopes, @ForAll @IntRange(max = 3) int secrets) {
        KeysetKeyWrapper before = KeysetKeyWrapper.generate();
        KeyInventory inventory = inventory(before, scopes, secrets);
        KeysetKeyWrapper both = before.withNewPrimary();
        KeyRef old = new KeyRef.WrappingKey(before.primaryKeyId());

        RotationPlan plan = RotationPlan.retire(old, inventory);
        assertThat(plan.rewraps()).hasSize(2 * scopes);
        assertThat(plan.reencryptions()).isEmpty();
        assertThat(RotationReport.prove(old, inventory, both).complete()).isFalse();

        KeyInventory after = new Rotation(old, both).run(plan, inventory);
        RotationReport report = RotationReport.prove(old, after, both);
        assertThat(report.left()).isEmpty();
        assertThat(RotationPlan.retire(old, after).steps()).isZero();
        assertThat(after.secrets()).isEqualTo(inventory.secrets());
        assertAllOpen(after, both.destroy(report));
    }

    @Property(tries = 20)
    void afterARotationNothingIsLeftUnderTheOldDataKey(
            @ForAll @IntRange(min = 1, max = 5) int secrets, @ForAll Ciphertext.Kind kind) {
        KeysetKeyWrapper wrapper = KeysetKeyWrapper.generate();
        KeyInventory before = inventory(wrapper, 1, secrets);
        DataKeyRing ring = before.rings().getFirst();
        KeyRef old = new KeyRef.EncryptionKey(
                ring.scope(), kind, ring.primary(kind).orElseThrow().id());
        KeyInventory inventory = new KeyInventory(List.of(ring.withNew(kind, wrapper)), before.secrets());

        RotationPlan plan = RotationPlan.retire(old, inventory);
        assertThat(plan.steps()).isEqualTo(secrets);
        KeyInventory after = new Rotation(old, wrapper).run(plan, inventory);
        RotationReport report = RotationReport.prove(old, after, wrapper);

        assertThat(report.left()).isEmpty();
        assertThat(RotationPlan.retire(old, after).steps()).isZero();
        DataKeyRing without = after.rings().getFirst().destroy(report);
        assertAllOpen(new KeyInventory(List.of(without), after.secrets()), wrapper);
    }

    @Test
    void aRotationThatWasInterruptedGoesOnWhereItStopped() {
        KeysetKeyWrapper before = KeysetKeyWrapper.generate();
        KeyInventory inventory = inventory(before, 3, 0);
        KeysetKeyWrapper both = before.withNewPrimary();
        KeyRef old = new KeyRef.WrappingKey(before.primaryKeyId());
        Rotation rotation = new Rotation(old, both);
        RotationPlan plan = RotationPlan.retire(old, inventory);
        RotationPlan firstStep = new RotationPlan(old, plan.rewraps().subList(0, 1), plan.reencryptions());

        KeyInventory partly = rotation.run(firstStep, inventory);
        RotationReport report = RotationReport.prove(old, partly, both);
        assertThat(report.left()).hasSize(plan.steps() - 1);
        assertThatThrownBy(() -> both.destroy(report))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("5 of 6 keys and values need it");

        KeyInventory after = rotation.run(RotationPlan.retire(old, partly), partly);
        assertThat(RotationReport.prove(old, after, both).complete()).isTrue();
    }

    @Test
    void aDataKeyThatClaimsToBeUnderTheNewKeyAndIsNotIsFoundOut() {
        KeysetKeyWrapper before = KeysetKeyWrapper.generate();
        KeyInventory inventory = inventory(before, 1, 0);
        KeysetKeyWrapper both = before.withNewPrimary();
        DataKeyRing lying = inventory
                .rings()
                .getFirst()
                .map(key -> new DataKey(
                        key.id(),
                        key.kind(),
                        key.scope(),
                        new WrappedKey(both.primaryKeyId(), key.wrapped().payload()),
                        key.publicKeyset()));
        KeyRef old = new KeyRef.WrappingKey(before.primaryKeyId());
        KeyInventory held = new KeyInventory(List.of(lying), List.of());
        assertThat(RotationPlan.retire(old, held).steps()).isZero();
        assertThat(RotationReport.prove(old, held, both).complete()).isFalse();
    }

    @Test
    void thePrimaryKeyIsNeverRetired() {
        KeysetKeyWrapper wrapper = KeysetKeyWrapper.generate();
        KeyInventory inventory = inventory(wrapper, 1, 1);
        KeyRef primary = new KeyRef.WrappingKey(wrapper.primaryKeyId());
        assertThatThrownBy(() -> new Rotation(primary, wrapper).run(RotationPlan.retire(primary, inventory), inventory))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("is the primary; add a new one first");
        RotationReport nothingHeld = RotationReport.prove(primary, new KeyInventory(List.of(), List.of()), wrapper);
        assertThatThrownBy(() -> wrapper.destroy(nothingHeld)).isInstanceOf(SecretException.class);
    }

    @Test
    void aReportAboutOneKeyDestroysNoOther() {
        KeysetKeyWrapper wrapper = KeysetKeyWrapper.generate();
        DataKeyRing ring = DataKeyRing.generate(PRODUCTION, wrapper);
        RotationReport report = RotationReport.prove(
                new KeyRef.WrappingKey("00000000"), new KeyInventory(List.of(), List.of()), wrapper);
        assertThatThrownBy(() -> ring.destroy(report)).isInstanceOf(IllegalArgumentException.class);
    }

    private static KeyInventory inventory(KeyWrapper wrapper, int scopes, int secrets) {
        List<DataKeyRing> rings = new ArrayList<>();
        List<HeldSecret> held = new ArrayList<>();
        for (int i = 0; i < scopes; i++) {
            Scope scope = new Scope("app" + i, "production");
            DataKeyRing ring = DataKeyRing.generate(scope, wrapper);
            rings.add(ring);
            for (int j = 0; j < secrets; j++) {
                SecretAddress address = new SecretAddress(scope.application(), scope.environment(), "key" + j);
                SecretValue value = value(address);
                held.add(new HeldSecret(address, "r1", new SecretBox(ring, wrapper).encrypt(value, address)));
                held.add(new HeldSecret(
                        address, "r2", ring.sealingKey().orElseThrow().seal(value, address)));
            }
        }
        return new KeyInventory(rings, held);
    }

    private static SecretValue value(SecretAddress address) {
        return SecretValue.of("value of " + address);
    }

    private static void assertAllOpen(KeyInventory inventory, KeyWrapper wrapper) {
        Stream<HeldSecret> secrets = inventory.secrets().stream();
        assertThat(secrets).allSatisfy(held -> {
            DataKeyRing ring = inventory.ring(held.address().scope()).orElseThrow();
            assertThat(new SecretBox(ring, wrapper).decrypt(held.ciphertext(), held.address()))
                    .isEqualTo(value(held.address()));
        });
    }
}
