package io.slipway.configservice.keys.gcp;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slipway.config.secret.SecretException;
import io.slipway.config.secret.SecretException.Reason;
import io.slipway.config.secret.WrappedKey;
import io.slipway.configservice.keys.gcp.LocalKms.Fault;
import io.slipway.kit.edge.CallGuards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Against a server that speaks the format of Cloud KMS, with everything that it may answer. */
class CloudKmsKeyWrapperTest {
    private static final String KEY = "gcp-kms://" + LocalKms.RING + "config";
    private static final byte[] DATA_KEY = "a data key of some length".getBytes(UTF_8);
    private static final byte[] HERE = "shop in production".getBytes(UTF_8);

    private final LocalKms kms = new LocalKms();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @AfterEach
    void stop() {
        kms.close();
    }

    @Test
    void whatItWrappedItUnwrapsForTheSameApplicationAlone() {
        CloudKmsKeyWrapper wrapper = wrapper();

        WrappedKey wrapped = wrapper.wrap(DATA_KEY, HERE);

        assertThat(wrapped.keyId()).isEqualTo(KEY);
        assertThat(wrapper.unwrap(wrapped, HERE)).isEqualTo(DATA_KEY);
        SecretException elsewhere = refused(() -> wrapper.unwrap(wrapped, "shop in staging".getBytes(UTF_8)));
        assertThat(elsewhere.reason()).isEqualTo(Reason.DOES_NOT_OPEN);
    }

    @Test
    void withoutTheRoleItSaysWhichKeyAndWhichRoleAndDoesNotTryAgain() {
        kms.fault(Fault.DENIED);

        SecretException refused = refused(() -> wrapper().wrap(DATA_KEY, HERE));

        assertThat(refused.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(refused)
                .hasMessageContaining(KEY)
                .hasMessageContaining("403 PERMISSION_DENIED")
                .hasMessageContaining("roles/cloudkms.cryptoKeyEncrypterDecrypter");
        assertThat(kms.encrypts()).isEqualTo(1);
    }

    @Test
    void whoMayOnlyEncryptMakesNoKeyThatNobodyCouldOpen() {
        kms.fault(Fault.DECRYPT_DENIED);

        assertThat(refused(() -> wrapper().wrap(DATA_KEY, HERE))).hasMessageContaining("403 PERMISSION_DENIED");
    }

    @Test
    void aVersionThatIsDisabledIsNotTakenForAChangedKey() {
        WrappedKey wrapped = wrapper().wrap(DATA_KEY, HERE);
        kms.fault(Fault.VERSION_DISABLED);

        SecretException refused = refused(() -> wrapper().unwrap(wrapped, HERE));

        assertThat(refused.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(refused).hasMessageContaining("enable it");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "WRONG_CHECKSUM", "NOTHING_CHECKED", "OLD_TOKEN"})
    void whatPassesByItselfIsTriedAgain(Fault fault) {
        CloudKmsKeyWrapper wrapper = wrapper();
        kms.fault(fault, 1);

        assertThat(wrapper.unwrap(wrapper.wrap(DATA_KEY, HERE), HERE)).isEqualTo(DATA_KEY);
        assertThat(kms.encrypts()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "WRONG_CHECKSUM", "OLD_TOKEN", "HANGING"})
    void whatStaysSoIsAnErrorThatNamesTheKey(Fault fault) {
        WrappedKey wrapped = wrapper().wrap(DATA_KEY, HERE);
        kms.fault(fault);

        SecretException refused = refused(() -> wrapper(Duration.ofMillis(300)).unwrap(wrapped, HERE));

        assertThat(refused.reason()).isEqualTo(Reason.KEY_UNAVAILABLE);
        assertThat(refused).hasMessageContaining(KEY).hasMessageContaining("ry again");
    }

    @Test
    void aServiceThatIsDownIsLeftAloneForAWhile() {
        CloudKmsKeyWrapper wrapper = wrapper();
        WrappedKey wrapped = wrapper.wrap(DATA_KEY, HERE);
        kms.fault(Fault.UNAVAILABLE);
        for (int i = 0; i < 5; i++) {
            refused(() -> wrapper.unwrap(wrapped, HERE));
        }
        int before = kms.decrypts();

        assertThat(refused(() -> wrapper.unwrap(wrapped, HERE))).hasMessageContaining("left alone");
        assertThat(kms.decrypts()).isEqualTo(before);
    }

    @Test
    void aTokenIsAskedForOnceAndAgainShortlyBeforeItsEnd() {
        CloudKmsKeyWrapper wrapper = wrapper();
        wrapper.wrap(DATA_KEY, HERE);
        now.set(Instant.EPOCH.plusSeconds(3600 - 241));
        wrapper.wrap(DATA_KEY, HERE);
        assertThat(kms.tokens()).isEqualTo(1);

        now.set(Instant.EPOCH.plusSeconds(3600 - 239));
        wrapper.wrap(DATA_KEY, HERE);
        assertThat(kms.tokens()).isEqualTo(2);
    }

    @Test
    void aTokenThatLivesShortlyIsStillUsed() {
        kms.tokenLife(60);
        wrapper().wrap(DATA_KEY, HERE);

        assertThat(kms.tokens()).isEqualTo(1);
    }

    @Test
    void withoutAMetadataServerItSaysSo() {
        URI nobody;
        try (LocalKms gone = new LocalKms()) {
            nobody = gone.address();
        }
        CloudKmsKeyWrapper wrapper =
                wrapper(new KmsSettings(List.of(KEY), true, kms.address(), nobody, Duration.ofSeconds(30)));

        assertThat(refused(() -> wrapper.wrap(DATA_KEY, HERE)))
                .hasMessageContaining(KEY)
                .hasMessageContaining("metadata server " + nobody.getAuthority() + " cannot be reached");
    }

    @Test
    void aStoredKeyCannotLeadToAKeyThatIsNotSet() {
        SecretException refused =
                refused(() -> wrapper().unwrap(new WrappedKey("gcp-kms://" + LocalKms.RING + "other", "AAAA"), HERE));

        assertThat(refused).hasMessageContaining("not in slipway.config.kms.keys");
        assertThat(kms.decrypts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "projects/p/locations/l/keyRings/r/cryptoKeys/k",
                "gcp-kms://projects/p/locations/l/keyRings/r",
                "gcp-kms://projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1",
                "gcp-kms://projects/p/locations/l/keyRings/r/cryptoKeys/../k",
                "aws-kms://arn:aws:kms:eu-central-1:1:key/2"
            })
    void aNameThatIsNoneIsRefusedAtTheStart(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> wrapper(
                        new KmsSettings(List.of(name), true, kms.address(), kms.address(), Duration.ofSeconds(30))))
                .withMessageContaining(name)
                .withMessageContaining("cryptoKeys/<key>");
    }

    @Test
    void dataKeysDoNotGoOverANetworkInTheClear() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KmsSettings(
                        List.of(KEY), true, URI.create("http://192.0.2.1"), kms.address(), Duration.ofSeconds(30)))
                .withMessageContaining("https");
    }

    private static SecretException refused(Runnable call) {
        SecretException refused = catchThrowableOfType(SecretException.class, call::run);
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).doesNotContain("token-").doesNotContain("a data key");
        return refused;
    }

    private CloudKmsKeyWrapper wrapper() {
        return wrapper(Duration.ofSeconds(30));
    }

    private CloudKmsKeyWrapper wrapper(Duration timeout) {
        return wrapper(new KmsSettings(List.of(KEY), true, kms.address(), kms.address(), timeout));
    }

    private CloudKmsKeyWrapper wrapper(KmsSettings settings) {
        return new CloudKmsKeyWrapper(settings, new CallGuards(new SimpleMeterRegistry()), now::get);
    }
}
