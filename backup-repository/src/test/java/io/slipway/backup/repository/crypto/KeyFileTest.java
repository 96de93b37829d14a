package io.slipway.backup.repository.crypto;

import java.security.SecureRandom;
import java.time.OffsetDateTime;

import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.DamagedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyFileTest {
    private static final ScryptCost CHEAP = new ScryptCost(16, 8, 1);
    private final MasterKey master = MasterKey.random(new SecureRandom());

    private KeyFile file(String passphrase) {
        return KeyFile.of(
                master, passphrase.toCharArray(), CHEAP, OffsetDateTime.parse("2026-11-26T00:00:00Z"), "me", "here");
    }

    @Test
    void opensWithItsPassphraseAlone() throws DamagedException {
        KeyFile file = KeyFile.parse(file("correct horse ä€").json());

        assertThat(file.open("correct horse ä€".toCharArray())).contains(master);
        assertThat(file.open("correct horse".toCharArray())).isEmpty();
        assertThat(file.open(new char[0])).isEmpty();
    }

    @Test
    void writesTheTimeWithSecondsAsReadersExpect() throws DamagedException {
        assertThat(KeyFile.parse(file("p").json()).created()).isEqualTo("2026-11-26T00:00:00Z");
    }

    @Test
    void refusesAFileThatWouldEatAllMemory() {
        KeyFile file = file("p");
        KeyFile greedy = new KeyFile(file.created(), "me", "here", "scrypt", 1 << 30, 8, 1, file.salt(), file.data());

        assertThatThrownBy(() -> greedy.open("p".toCharArray()))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("N=1073741824");
    }

    @Test
    void saysWhatIsNoKeyFile() {
        assertThatThrownBy(() -> KeyFile.parse("[]".getBytes()))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("not a key file");
        assertThatThrownBy(
                        () -> KeyFile.parse("{\"kdf\":\"argon2\"}".getBytes()).open("p".toCharArray()))
                .isInstanceOf(DamagedException.class);
    }

    @Test
    void derivesKeysThatDifferByPurpose() {
        DerivedKeys derived = new DerivedKeys(master);

        assertThat(derived.key("gear table")).hasSize(32).isEqualTo(derived.key("gear table"));
        assertThat(derived.key("gear table")).isNotEqualTo(derived.key("something else"));
    }
}
