package io.slipway.config;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;

import io.slipway.kit.architecture.ArchitectureRules;

class ConfigModelArchitectureTest {
    private static final JavaClasses CLASSES = ArchitectureRules.production("io.slipway.config");

    @Test
    void theModelKnowsNoServer() {
        ArchitectureRules.domainIsPure("io.slipway.config..").check(CLASSES);
    }

    @Test
    void theModelHasNoClockAndNoDice() {
        ArchitectureRules.domainHasNoClockAndNoDice("io.slipway.config..").check(CLASSES);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        ArchitectureRules.noCycles("io.slipway.config").check(CLASSES);
    }
}
