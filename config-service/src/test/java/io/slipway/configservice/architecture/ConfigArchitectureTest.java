package io.slipway.configservice.architecture;

import io.slipway.kit.architecture.ServiceArchitecture;

class ConfigArchitectureTest extends ServiceArchitecture {
    ConfigArchitectureTest() {
        super("io.slipway.configservice", "io.slipway.config", "io.slipway.google");
    }
}
