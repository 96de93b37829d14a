package io.slipway.config.secret;

import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SecretValueTest {
    private static final String CANARY = "canary-2b1f";

    private record Holder(String name, SecretValue value, List<SecretValue> more) {}

    @Test
    void itShowsItselfNeitherAsTextNorInJson() {
        SecretValue secret = SecretValue.of(CANARY);
        Holder holder = new Holder("password", secret, List.of(secret));
        String json = Json.mapper().writeValueAsString(Map.of("holder", holder, "secret", secret));
        assertThat(List.of(secret.toString(), holder.toString(), json))
                .allSatisfy(shown -> assertThat(shown).doesNotContain("canary").contains(SecretValue.MASK));
    }

    @Test
    void itCannotBeReadFromJsonSoThatAMaskNeverBecomesAValue() {
        assertThatThrownBy(() -> Json.mapper().readValue("\"******\"", SecretValue.class))
                .isInstanceOf(JacksonException.class);
    }

    @Test
    void itIsNotForJavaSerialisation() {
        assertThat(Serializable.class.isAssignableFrom(SecretValue.class)).isFalse();
    }

    @Test
    void equalValuesAreEqualAndTheHashTellsNothing() {
        assertThat(SecretValue.of(CANARY)).isEqualTo(SecretValue.of(CANARY.toCharArray()));
        assertThat(SecretValue.of(CANARY)).isNotEqualTo(SecretValue.of("other"));
        assertThat(SecretValue.of(CANARY).hashCode())
                .isEqualTo(SecretValue.of("other").hashCode());
    }

    @Test
    void whatIsLentIsWipedAfterwards() {
        SecretValue secret = SecretValue.of(CANARY);
        char[] chars = secret.withChars(lent -> lent);
        byte[] bytes = secret.withBytes(lent -> lent);
        assertThat(chars).containsOnly('\0');
        assertThat(bytes).containsOnly(0);
        assertThat(secret.<String>withChars(String::new)).isEqualTo(CANARY);
    }

    @Test
    void whatIsNoTextIsRefusedRatherThanChanged() {
        assertThatThrownBy(() -> SecretValue.of("half \uD800")).isInstanceOf(IllegalArgumentException.class);
        SecretValue bytes = SecretValue.owning(new byte[] {(byte) 0xff, 1});
        assertThatThrownBy(() -> bytes.withChars(String::new)).isInstanceOf(SecretException.class);
        assertThat(bytes.<Integer>withBytes(lent -> lent.length)).isEqualTo(2);
    }

    @Test
    void afterClosingItIsGone() {
        byte[] held = CANARY.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        SecretValue secret = SecretValue.owning(held);
        secret.close();
        assertThat(held).containsOnly(0);
        assertThatThrownBy(() -> secret.withChars(Arrays::toString)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> secret.equals(SecretValue.of(""))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noErrorOfDecryptionTellsTheValueOrAKey() {
        KeysetKeyWrapper wrapper = KeysetKeyWrapper.generate();
        Scope scope = new Scope("crm", "production");
        DataKeyRing ring = DataKeyRing.generate(scope, wrapper);
        SecretBox box = new SecretBox(ring, wrapper);
        Ciphertext ciphertext = box.encrypt(SecretValue.of(CANARY), new SecretAddress("crm", "production", "a"));
        List<Runnable> failing = List.of(
                () -> box.decrypt(ciphertext, new SecretAddress("crm", "production", "b")),
                () -> new SecretBox(ring, KeysetKeyWrapper.generate())
                        .decrypt(ciphertext, new SecretAddress("crm", "production", "a")),
                () -> KeysetKeyWrapper.parse(CANARY + wrapper.exportSecret()),
                () -> KeysetKeyWrapper.parse(wrapper.exportSecret().replace("{", CANARY)));
        String material = wrapper.exportSecret().replaceAll("(?s).*\"value\":\\s*\"([^\"]+)\".*", "$1");
        assertThat(failing)
                .allSatisfy(attempt -> assertThatThrownBy(attempt::run)
                        .isInstanceOf(SecretException.class)
                        .satisfies(e -> assertThat(trace(e)).doesNotContain("canary", material)));
        assertThat(wrapper.toString()).doesNotContain(material);
        assertThat(Json.mapper().writeValueAsString(ring)).doesNotContain("canary", material);
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
