package io.slipway.deploy.architecture;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;

import io.slipway.kit.architecture.ArchitectureRules;

class DeployArchitectureTest {
    private static final String DOMAIN = "io.slipway.deploy.domain..";
    private static final JavaClasses CLASSES = ArchitectureRules.production("io.slipway.deploy");

    @Test
    void thePackagesHaveNoCycles() {
        ArchitectureRules.noCycles("io.slipway.deploy").check(CLASSES);
    }

    @Test
    void theDomainIsPure() {
        ArchitectureRules.domainIsPure(DOMAIN).check(CLASSES);
        ArchitectureRules.domainHasNoClockAndNoDice(DOMAIN).check(CLASSES);
    }

    @Test
    void thePipelineIsReadWithoutAServer() {
        ArchitectureRules.domainIsPure("io.slipway.deploy.pipeline..").check(CLASSES);
    }

    @Test
    void namesSayWhatAClassDoes() {
        ArchitectureRules.namesSaySomething().check(ArchitectureRules.everything("io.slipway.deploy"));
        ArchitectureRules.noLombok().check(ArchitectureRules.everything("io.slipway.deploy"));
    }

    @Test
    void itKnowsNoOtherService() {
        ArchitectureRules.knowsOnly("io.slipway.deploy", "io.slipway.events", "io.slipway.kit")
                .check(CLASSES);
    }
}
