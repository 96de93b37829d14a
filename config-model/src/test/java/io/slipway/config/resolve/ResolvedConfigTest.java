package io.slipway.config.resolve;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.Target;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class ResolvedConfigTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: x' | a | x",
                "'a: \"http://${host}:${port}/\"\nhost: h\nport: 80' | a | http://h:80/",
                "'a: \"${b}\"\nb: \"${c}\"\nc: 1' | a | 1",
                "'a: \"${b:none}\"' | a | none",
                "'a: \"${b:http://x:1}\"' | a | http://x:1",
                "'a: \"${b:${c:d}}\"\nc: e' | a | e",
                "'a: \"\\\\${HOME}/x\"' | a | ${HOME}/x",
                "'a: \"${b[1].c}\"\nb: [{c: 1}, {c: 2}]' | a | 2",
                "'a: \"$5 {x}\"' | a | $5 {x}",
            })
    void referencesArePutIn(String yaml, String key, String expected) {
        ResolvedConfig resolved = resolve(yaml);
        assertThat(resolved.faults()).isEmpty();
        assertThat(value(resolved, key).text()).isEqualTo(expected);
    }

    @Test
    void aWholeReferenceKeepsTheTypeOfWhatItNames() {
        assertThat(value(resolve("a: \"${b}\"\nb: 1"), "a").type()).isEqualTo(ConfigScalar.Type.NUMBER);
        assertThat(value(resolve("a: \"${b}0\"\nb: 1"), "a").type()).isEqualTo(ConfigScalar.Type.UNTYPED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a: \"${b}\"' | a.yml:1:4: a: refers to b, which has no value here",
                "'a: \"${b}\"\nb: {c: 1}' | refers to b, which has no value here",
                "'a: \"${a}\"' | refers to itself: a -> a",
                "'x: \"${a}\"\na: \"${b}\"\nb: \"${c}\"\nc: \"${a}\"' | c: refers to itself: a -> b -> c -> a",
                "'a: \"${b\"' | is not closed by }",
                "'a: \"${}\"' | needs the name of a key",
                "'a: \"${b..c}\"' | is no key",
                "'a: \"${secret:}\"' | the name of a secret has letters",
            })
    void whatLeadsNowhereOrInCirclesIsAFaultAtItsPlace(String yaml, String expected) {
        assertThat(resolve(yaml).faults()).singleElement().asString().contains(expected);
    }

    @Test
    void whatASecretGoesIntoIsSecretItself() {
        ResolvedConfig resolved = resolve("a: \"postgres://u:${secret:db}@h\"\nb: \"${a}\"\nc: plain");
        assertThat(resolved.secrets()).containsExactlyInAnyOrder(KeyPath.parse("a"), KeyPath.parse("b"));
        assertThat(value(resolved, "b").text()).isEqualTo("(secret)");
    }

    @Test
    void valuesThatDoubleThemselvesAreCutOff() {
        StringBuilder yaml = new StringBuilder("k0: 0123456789\n");
        for (int i = 1; i <= 40; i++) {
            yaml.append("k%d: \"${k%d}${k%d}\"%n".formatted(i, i - 1, i - 1));
        }
        assertThat(resolve(yaml.toString()).faults())
                .isNotEmpty()
                .first()
                .asString()
                .contains("has more than 65536 characters");
    }

    @Property
    void anyTextIsTakenApartOrRefusedInWords(@ForAll String text) {
        Throwable refusal = catchThrowable(() -> ReferenceText.parse("${" + text));
        assertThat(refusal == null || refusal instanceof IllegalArgumentException)
                .isTrue();
    }

    @Property
    void textWithoutADollarIsItself(@ForAll String text) {
        String plain = "-" + text.replace("$", "");
        assertThat(ReferenceText.parse(plain).parts()).isEqualTo(List.of(new ReferenceText.Plain(plain)));
    }

    private static ConfigScalar value(ResolvedConfig resolved, String key) {
        return resolved.values().get(KeyPath.parse(key));
    }

    private static ResolvedConfig resolve(String yaml) {
        ConfigSource source = ConfigSource.of(
                        List.of(ConfigDocument.of("base/a.yml", yaml).orThrow()))
                .orThrow();
        return ResolvedConfig.of(source.effective(new Target(null, null, null)), null, NamedSecrets.unchecked());
    }
}
