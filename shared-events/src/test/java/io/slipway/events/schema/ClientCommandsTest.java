package io.slipway.events.schema;

import org.junit.jupiter.api.Test;

import io.slipway.events.ForServices;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.json.MessageCatalogue;

import static org.assertj.core.api.Assertions.assertThat;

class ClientCommandsTest {
    /** What the notification-service tells itself, and what workers report, nobody outside may say. */
    @Test
    void clientsSendTheCommandsOfTheDeployTheConfigAndTheBackupContextAndNothingElse() {
        assertThat(MessageCatalogue.all().values())
                .allSatisfy(type -> assertThat(MessageCatalogue.isForClients(type))
                        .as(type.getSimpleName())
                        .isEqualTo((DeployCommand.class.isAssignableFrom(type)
                                        || ConfigCommand.class.isAssignableFrom(type)
                                        || BackupCommand.class.isAssignableFrom(type))
                                && !type.isAnnotationPresent(ForServices.class)));
    }
}
