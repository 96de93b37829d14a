package io.slipway.backupservice.architecture;

import io.slipway.kit.architecture.ServiceArchitecture;

class BackupArchitectureTest extends ServiceArchitecture {
    BackupArchitectureTest() {
        super("io.slipway.backupservice", "io.slipway.backup");
    }
}
