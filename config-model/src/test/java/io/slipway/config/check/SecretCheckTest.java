package io.slipway.config.check;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.slipway.config.layer.ConfigSource;
import io.slipway.config.secret.DataKeyRing;
import io.slipway.config.secret.KeysetKeyWrapper;
import io.slipway.config.secret.Scope;
import io.slipway.config.secret.SecretAddress;
import io.slipway.config.secret.SecretBox;
import io.slipway.config.secret.SecretValue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class SecretCheckTest {
    private static final String ANYTHING = "{}";
    private static final String BODY = "0123456789abcdefghijklmnopqrstuvwxyzABCD";

    /** Put together here, so that no scanner takes this file for a leak. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AK | IAIOSFODNN7EXAMPLE | an AWS access key",
                "gh | p_0123456789abcdefghijklmnopqrstuvwxyzABCD | a GitHub token",
                "github | _pat_0123456789abcdefghijklmnop_qrst | a GitHub token",
                "xo | xb-123456789012-abcdefghij | a Slack token",
                "-----BEGIN RSA PRI | VATE KEY----- | a private key",
                "ey | JhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl | a JSON Web Token",
                "https://bob | :hunter2@example.com/ | an address with a password",
                "AI | za0123456789abcdefghijklmnopqrstuvwxyz_ | a Google API key",
            })
    void aKnownCredentialIsRefusedUnderAnyNameAndNeverQuoted(String head, String tail, String words) {
        String secret = head + tail;
        assertThat(Sources.check(ANYTHING, Sources.of("base/a.yml", "colour: 'see " + secret + "'")))
                .singleElement()
                .asString()
                .startsWith("base/a.yml:1:9: colour: holds " + words)
                .doesNotContain(secret)
                .doesNotContain("hunter2");
    }

    @Test
    void aCredentialInACommentIsFoundToo() {
        String token = "gh" + "p_" + BODY;
        assertThat(Sources.check(ANYTHING, Sources.of("base/a.yml", "a: 1\n# was " + token + "\n")))
                .containsExactly("base/a.yml:2:7: there is a GitHub token in the clear here; remove it");
    }

    @Test
    void aSecretThatAHigherLayerOverridesIsStillInTheHistory() {
        assertThat(Sources.check(
                        ANYTHING,
                        Sources.of(
                                "base/a.yml", "db: {password: hunter2}",
                                "environments/production/a.yml", "db: {password: '${secret:db}'}")))
                .singleElement()
                .asString()
                .startsWith("base/a.yml:1:16: db.password: is a secret by its name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: hunter2",
                "db: {adminPassword: 12345}",
                "client-secret: abc",
                "API_KEY: 9f8e7d6c5b4a39281706f5e4d3c2b1a0",
                "access.token: Zx81kQ7mPq02LsVn4Rt6",
                "credentials: ['letmein']",
            })
    void aSecretByNameIsRefused(String yaml) {
        assertThat(Sources.check(ANYTHING, Sources.of("base/a.yml", yaml)))
                .singleElement()
                .asString()
                .contains("is a secret by its name, and in the clear");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: ''",
                "password: null",
                "password: '${secret:db}'",
                "password: 'secret:db'",
                "password-policy: strict",
                "password: {min-length: 12}",
                "show-password: true",
                "cache: {key: customer-service-by-name}",
                "sort-key: created_at",
                "token: {ttl: 30}",
                "tls: {key: /etc/tls/server1-production-2026.pem}",
                "url: 'https://bob:${secret:bob}@example.com/'",
                "url: 'http://localhost:8080/a@b'",
                "commit: 9f8e7d6c5b4a39281706f5e4d3c2b1a0",
            })
    void whatIsNoSecretIsLeftAlone(String yaml) {
        assertThat(Sources.check(ANYTHING, Sources.of("base/a.yml", yaml))).isEmpty();
    }

    @Test
    void theSchemaCanSayThatSomethingIsNoneAndThatSomethingIsOne() {
        String schema = """
                {"properties": {
                  "password": {"x-slipway-not-secret": true},
                  "licence": {"type": "string", "minLength": 30, "x-slipway-secret": true},
                  "vault": {"x-slipway-secret": true, "properties": {"pin": {"type": "integer"}}}}}
                """;
        assertThat(Sources.check(
                        schema, Sources.of("base/a.yml", "password: none\nlicence: canary\nvault: {pin: 4711}")))
                .hasSize(3)
                .allSatisfy(fault -> assertThat(fault).doesNotContain("canary").doesNotContain("4711"))
                .anySatisfy(fault -> assertThat(fault).contains("licence: the schema says that this is a secret"))
                .anySatisfy(fault -> assertThat(fault).contains("vault.pin: the schema says that this is a secret"))
                .anySatisfy(fault -> assertThat(fault).contains("found something else"));
    }

    @Property(tries = 50)
    void noFaultQuotesTheValueOfASecretKeyWhateverElseIsWrongWithIt(@ForAll("canaries") String canary) {
        String schema = """
                {"properties": {
                  "licence": {"type": "integer", "enum": [1], "pattern": "^x$", "maxLength": 1, "x-slipway-secret": true},
                  "copy": {"type": "integer"},
                  "password": {"type": "boolean"}},
                 "not": {"required": ["licence"]},
                 "x-slipway-rules": [{"rule": "int(config.licence) == 1", "message": "no"}]}
                """;
        List<String> faults = Sources.check(
                schema,
                Sources.of(
                        "base/a.yml", "licence: '%s'\ncopy: '${licence}'\npassword: '%s'\n".formatted(canary, canary)));
        assertThat(faults).hasSizeGreaterThan(2).noneMatch(fault -> fault.contains(canary));
    }

    @Test
    void aCiphertextIsTakenWhereItOpensAndNowhereElse() {
        KeysetKeyWrapper wrapper = KeysetKeyWrapper.generate();
        Scope scope = new Scope("crm", "production");
        SecretBox box = new SecretBox(DataKeyRing.generate(scope, wrapper), wrapper);
        String ciphertext = box.encrypt(
                        SecretValue.of("hunter2"), new SecretAddress("crm", "production", "db.password"))
                .toString();
        CheckContext context = new CheckContext("crm", (_, name) -> name.equals("db"), CiphertextProbe.opening(box));
        String schema = """
                {"properties": {"db": {"properties": {"password": {"type": "string", "maxLength": 9, "x-slipway-secret": true}}}}}
                """;
        assertThat(Sources.check(schema, production("db: {password: '%s'}".formatted(ciphertext)), context))
                .isEmpty();
        assertThat(Sources.check(schema, production("db: {other: '%s'}".formatted(ciphertext)), context))
                .singleElement()
                .asString()
                .contains("db.other: The value of db.other of crm in production does not open here");
        assertThat(Sources.check(schema, Sources.of("base/a.yml", "db: {password: '" + ciphertext + "'}"), context))
                .singleElement()
                .asString()
                .contains("put it below environments/<name>/");
        assertThat(Sources.check(schema, production("db: {password: '{cipher}AQIC'}"), context))
                .singleElement()
                .asString()
                .contains("This is not a ciphertext: expected {cipher}v1:");
    }

    @Test
    void aSecretThatDoesNotExistCannotBeReferredTo() {
        CheckContext context = new CheckContext(
                "crm",
                (environment, name) -> "production".equals(environment) && name.equals("db"),
                CiphertextProbe.none());
        assertThat(Sources.check(ANYTHING, production("db: {password: '${secret:db}'}"), context))
                .isEmpty();
        assertThat(Sources.check(ANYTHING, production("db: {password: '${secret:bd}'}"), context))
                .containsExactly("environments/production/a.yml:1:16: db.password:"
                        + " there is no secret bd in this environment");
    }

    private static ConfigSource production(String yaml) {
        return Sources.of("environments/production/a.yml", yaml);
    }

    @Provide
    Arbitrary<String> canaries() {
        return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(12).ofMaxLength(30);
    }
}
