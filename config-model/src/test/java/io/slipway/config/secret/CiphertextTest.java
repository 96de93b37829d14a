package io.slipway.config.secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

class CiphertextTest {
    @Property
    void theTextFormComesBackTheSame(@ForAll @Size(min = 48, max = 200) byte[] payload, @ForAll Ciphertext.Kind kind) {
        Ciphertext ciphertext = Ciphertext.of(kind, "1a2b3c4d", payload);
        assertThat(Ciphertext.parse(ciphertext.toString())).isEqualTo(ciphertext);
        assertThat(ciphertext.bytes()).isEqualTo(payload);
    }

    @Property
    void theTextFormNeedsNoQuotesAnywhere(@ForAll @Size(min = 48, max = 64) byte[] payload) {
        assertThat(Ciphertext.of(Ciphertext.Kind.SYMMETRIC, "1a2b3c4d", payload).toString())
                .matches("\\{cipher}v1:1a2b3c4d:[A-Za-z0-9_-]+");
    }

    @Property
    void whateverComesIsReadOrRefusedWithoutBeingQuoted(@ForAll String text) {
        String canary = "canary-81f3" + text;
        assertThat(catchThrowable(() -> Ciphertext.parse("{cipher}" + canary)))
                .isInstanceOf(SecretException.class)
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain | does not start with {cipher}",
                "{cipher}AQIDBA== | expected {cipher}v1:<key id>:<base64url>",
                "{cipher}v9:1a2b3c4d:AAAA | its version is unknown; known are v1 and h1",
                "{cipher}v1:1a2b3c4d:AAAA | cut off",
                "{cipher}v1:1a2b3c4d:AAAAA | not base64url",
                "{cipher}v1:1a2b 3c4d:AAAA | in one piece",
            })
    void whatIsWrongIsSaid(String text, String expected) {
        assertThatThrownBy(() -> Ciphertext.parse(text))
                .isInstanceOf(SecretException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aValueThatOnlyClaimsToBeOneIsRecognised() {
        assertThat(Ciphertext.claimed("{cipher}AQIDBA==")).isTrue();
        assertThat(Ciphertext.claimed("cipher")).isFalse();
    }
}
