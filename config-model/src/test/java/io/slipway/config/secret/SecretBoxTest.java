package io.slipway.config.secret;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static io.slipway.config.secret.SecretException.Reason.DOES_NOT_OPEN;
import static io.slipway.config.secret.SecretException.Reason.KEY_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class SecretBoxTest {
    private static final Scope SCOPE = new Scope("crm", "production");
    private static final KeyWrapper WRAPPER = KeysetKeyWrapper.generate();
    private static final DataKeyRing RING = DataKeyRing.generate(SCOPE, WRAPPER);
    private static final SecretBox BOX = new SecretBox(RING, WRAPPER);

    @Property(tries = 200)
    void whatIsEncryptedOpensAtItsAddress(@ForAll String text, @ForAll boolean sealed) {
        Assume.that(isText(text));
        SecretAddress address = address("database.password");
        Ciphertext ciphertext = encrypt(SecretValue.of(text), address, sealed);
        SecretValue opened = BOX.decrypt(Ciphertext.parse(ciphertext.toString()), address);
        assertThat(opened.<String>withChars(String::new)).isEqualTo(text);
    }

    @Property(tries = 200)
    void aValueCopiedToAnotherKeyDoesNotOpen(
            @ForAll("keys") String key, @ForAll("keys") String other, @ForAll boolean sealed) {
        Assume.that(!key.equals(other));
        Ciphertext ciphertext = encrypt(SecretValue.of("s3cret"), address(key), sealed);
        assertThat(reason(BOX, ciphertext, address(other))).isEqualTo(DOES_NOT_OPEN);
    }

    @Property(tries = 100)
    void noTwoAddressesGiveTheSameAssociatedData(
            @ForAll("addresses") SecretAddress one, @ForAll("addresses") SecretAddress other) {
        Assume.that(!one.equals(other));
        assertThat(one.associatedData()).isNotEqualTo(other.associatedData());
    }

    @Property(tries = 200)
    void aChangedBitIsNoticed(@ForAll boolean sealed, @ForAll int position) {
        SecretAddress address = address("token");
        Ciphertext ciphertext = encrypt(SecretValue.of("s3cret"), address, sealed);
        byte[] changed = ciphertext.bytes();
        int bit = Math.floorMod(position, changed.length * 8);
        changed[bit / 8] ^= (byte) (1 << bit % 8);
        Ciphertext other = Ciphertext.of(ciphertext.kind(), ciphertext.keyId(), changed);
        assertThat(reason(BOX, other, address)).isEqualTo(DOES_NOT_OPEN);
    }

    @Test
    void aValueCopiedToAnotherEnvironmentDoesNotOpenEvenWhereItsDataKeyWasCopiedToo() {
        Ciphertext ciphertext = BOX.encrypt(SecretValue.of("s3cret"), address("token"));
        Scope staging = new Scope("crm", "staging");
        SecretBox own = new SecretBox(DataKeyRing.generate(staging, WRAPPER), WRAPPER);
        SecretBox stolen = new SecretBox(
                new DataKeyRing(
                        staging,
                        RING.keys().stream()
                                .map(key ->
                                        new DataKey(key.id(), key.kind(), staging, key.wrapped(), key.publicKeyset()))
                                .toList()),
                WRAPPER);
        SecretAddress there = new SecretAddress("crm", "staging", "token");
        assertThat(reason(own, ciphertext, there)).isEqualTo(KEY_UNAVAILABLE);
        assertThat(reason(stolen, ciphertext, there)).isEqualTo(DOES_NOT_OPEN);
    }

    @Test
    void whoMaySealCannotOpen() {
        SealingKey sealing = RING.sealingKey().orElseThrow();
        Ciphertext sealed = sealing.seal(SecretValue.of("s3cret"), address("token"));
        assertThat(sealed.toString()).startsWith("{cipher}h1:" + sealing.id() + ":");
        assertThat(sealing.keyset()).contains("ASYMMETRIC_PUBLIC").doesNotContain("PRIVATE", "SYMMETRIC\"");
        assertThat(BOX.decrypt(sealed, address("token"))).isEqualTo(SecretValue.of("s3cret"));
        assertThatThrownBy(() -> sealing.seal(SecretValue.of("x"), new SecretAddress("crm", "staging", "token")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crm in production");
    }

    @Test
    void twoCiphertextsOfOneValueDiffer() {
        SecretAddress address = address("token");
        assertThat(BOX.encrypt(SecretValue.of("s3cret"), address))
                .isNotEqualTo(BOX.encrypt(SecretValue.of("s3cret"), address));
    }

    @Test
    void aLostKeysetFailsForTheSecretsAndSaysSo() {
        Ciphertext ciphertext = BOX.encrypt(SecretValue.of("s3cret"), address("token"));
        SecretBox box = new SecretBox(RING, new LostKeyWrapper("the keyset file /etc/keys.json does not exist"));
        assertThatThrownBy(() -> box.decrypt(ciphertext, address("token")))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining("/etc/keys.json does not exist")
                .hasMessageContaining("all others are not affected");
    }

    @Test
    void oneSecretThatDoesNotOpenKeepsNoOtherBack() {
        Map<String, Ciphertext> ciphertexts = new LinkedHashMap<>();
        ciphertexts.put("a", BOX.encrypt(SecretValue.of("one"), address("a")));
        ciphertexts.put("b", BOX.encrypt(SecretValue.of("two"), address("elsewhere")));
        try (OpenedSecrets opened = OpenedSecrets.open(BOX, SCOPE, ciphertexts)) {
            assertThat(opened.values()).containsExactly(Map.entry("a", SecretValue.of("one")));
            assertThat(opened.failures()).containsOnlyKeys("b");
        }
    }

    private static Ciphertext encrypt(SecretValue value, SecretAddress address, boolean sealed) {
        return sealed ? RING.sealingKey().orElseThrow().seal(value, address) : BOX.encrypt(value, address);
    }

    private static SecretException.Reason reason(SecretBox box, Ciphertext ciphertext, SecretAddress address) {
        return catchThrowableOfType(SecretException.class, () -> box.decrypt(ciphertext, address))
                .reason();
    }

    /** Half of a surrogate pair is no text, and UTF-8 cannot carry it. */
    private static boolean isText(String text) {
        return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static SecretAddress address(String key) {
        return new SecretAddress(SCOPE.application(), SCOPE.environment(), key);
    }

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings()
                .withCharRange('a', 'd')
                .withChars('.', '-', '_')
                .ofMinLength(1)
                .ofMaxLength(6);
    }

    @Provide
    Arbitrary<SecretAddress> addresses() {
        Arbitrary<String> name =
                Arbitraries.strings().withChars('a', '.').ofMinLength(1).ofMaxLength(3);
        return Combinators.combine(name, name, name).as(SecretAddress::new);
    }
}
