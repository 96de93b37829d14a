package io.slipway.kit.http;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class TokensTest {
    @TempDir
    Path folder;

    @Test
    void withoutAnyTokenTheServiceDoesNotStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Tokens.of(new HttpSettings(Map.of(), null, false)))
                .withMessageContaining("slipway.http.tokens");
    }

    @Test
    void aTokenThatIsEasilyGuessedIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Tokens.of(new HttpSettings(Map.of("ci", "short"), null, false)))
                .withMessageContaining("ci");
    }

    @Test
    void theAdminTokenIsMadeOnceAndReadableByItsOwnerOnly() throws Exception {
        Path file = folder.resolve("data").resolve("admin-token");
        String token = AdminToken.readOrMake(file);
        assertThat(token).hasSize(43);
        assertThat(AdminToken.readOrMake(file)).isEqualTo(token);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Tokens.of(new HttpSettings(Map.of(), file, false)).nameOf(token))
                .contains("admin");
    }

    @Test
    void eachTokenHasItsName() {
        Tokens tokens =
                Tokens.of(new HttpSettings(Map.of("ci", "0123456789abcdef", "ops", "fedcba9876543210"), null, false));
        assertThat(tokens.nameOf("fedcba9876543210")).contains("ops");
        assertThat(tokens.nameOf("fedcba987654321")).isEmpty();
        assertThat(tokens.nameOf("")).isEmpty();
    }
}
