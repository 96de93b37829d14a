package io.slipway.deploy.architecture;

import org.junit.jupiter.api.Test;

import io.slipway.kit.architecture.ArchitectureRules;
import io.slipway.kit.architecture.ServiceArchitecture;

class DeployArchitectureTest extends ServiceArchitecture {
    DeployArchitectureTest() {
        super("io.slipway.deploy");
    }

    @Test
    void thePipelineIsReadWithoutAServer() {
        ArchitectureRules.domainIsPure("io.slipway.deploy.pipeline..").check(production());
    }
}
