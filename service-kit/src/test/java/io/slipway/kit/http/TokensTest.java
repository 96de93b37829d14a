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
                .isThrownBy(() -> Tokens.of(new HttpSettings(Map.of(), null, null, false)))
                .withMessageContaining("slipway.http.tokens");
    }

    @Test
    void aTokenThatIsEasilyGuessedIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Tokens.of(new HttpSettings(Map.of("ci", "short"), null, null, false)))
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
        assertThat(Tokens.of(new HttpSettings(Map.of(), file, null, false)).nameOf(token))
                .contains("admin");
    }

    @Test
    void aFileHoldsATokenForEachPerson() throws Exception {
        Path file = folder.resolve("tokens");
        Files.writeString(file, "# people\n\nalice = alice-token-0123456\nbob=bob-token-012345678\n");
        Tokens tokens = Tokens.of(new HttpSettings(Map.of(), null, file, false));
        assertThat(tokens.nameOf("alice-token-0123456")).contains("alice");
        assertThat(tokens.nameOf("bob-token-012345678")).contains("bob");
    }

    @Test
    void aTokenFileThatCannotBeReadKeepsTheServiceFromStartingAndItsContentsToItself() throws Exception {
        Path file = folder.resolve("tokens");
        Files.writeString(file, "alice-token-0123456\n");
        assertThatIllegalStateException()
                .isThrownBy(() -> Tokens.of(new HttpSettings(Map.of(), null, file, false)))
                .withMessageContaining("line 1")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("alice-token"));
        Files.writeString(file, "ci/alice=alice-token-0123456\n");
        assertThatIllegalStateException().isThrownBy(() -> Tokens.of(new HttpSettings(Map.of(), null, file, false)));
        Files.writeString(file, "ci=ci-token-0123456789\n");
        assertThatIllegalStateException()
                .isThrownBy(() -> Tokens.of(new HttpSettings(Map.of("ci", "0123456789abcdef"), null, file, false)))
                .withMessageContaining("two bearer tokens");
    }

    @Test
    void eachTokenHasItsName() {
        Tokens tokens = Tokens.of(
                new HttpSettings(Map.of("ci", "0123456789abcdef", "ops", "fedcba9876543210"), null, null, false));
        assertThat(tokens.nameOf("fedcba9876543210")).contains("ops");
        assertThat(tokens.nameOf("fedcba987654321")).isEmpty();
        assertThat(tokens.nameOf("")).isEmpty();
    }
}
