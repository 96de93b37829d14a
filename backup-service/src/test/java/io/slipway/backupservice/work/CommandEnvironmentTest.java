package io.slipway.backupservice.work;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.backupservice.secrets.MissingSecretException;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.events.backup.policy.VariablesSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** No secret of the service's gets to a command unless the policy names it. */
class CommandEnvironmentTest {
    private static final Map<String, String> SERVICE = Map.of(
            "PATH", "/usr/bin",
            "USER", "slipway",
            "LC_CTYPE", "C.UTF-8",
            "PGHOST", "db",
            "CRM_BACKUP_PASSPHRASE", "correct horse",
            "AWS_SECRET_ACCESS_KEY", "key");

    @TempDir
    private Path folder;

    private CommandEnvironment environment() {
        return new CommandEnvironment(new Secrets(folder, SERVICE::get), SERVICE);
    }

    @Test
    void aCommandGetsWhatAProgramNeedsAndWhatSlipwaySaysOfTheRun() throws Exception {
        assertThat(environment().of(null, Map.of("SLIPWAY_RUN", "crm-1")))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("PATH", "/usr/bin", "USER", "slipway", "LC_CTYPE", "C.UTF-8", "SLIPWAY_RUN", "crm-1"));
    }

    @Test
    void whatThePolicyNamesIsThereToo() throws Exception {
        Files.writeString(folder.resolve("PG_PASSWORD"), "from a file\n");
        VariablesSpec named =
                new VariablesSpec(List.of("PGHOST"), Map.of("PGUSER", "backup"), Map.of("PGPASSWORD", "PG_PASSWORD"));

        assertThat(environment().of(named, Map.of()))
                .containsEntry("PGHOST", "db")
                .containsEntry("PGUSER", "backup")
                .containsEntry("PGPASSWORD", "from a file")
                .doesNotContainKeys("CRM_BACKUP_PASSPHRASE", "AWS_SECRET_ACCESS_KEY", "PG_PASSWORD");
    }

    @Test
    void whatIsNotThereIsSaidByName() {
        assertThatThrownBy(() -> environment().of(new VariablesSpec(List.of("PGPORT"), Map.of(), Map.of()), Map.of()))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageContaining("PGPORT");
        assertThatThrownBy(() ->
                        environment().of(new VariablesSpec(List.of(), Map.of(), Map.of("P", "NO_SUCH")), Map.of()))
                .isInstanceOf(MissingSecretException.class)
                .hasMessageContaining("NO_SUCH");
    }
}
