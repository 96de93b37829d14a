package io.slipway.configservice.architecture;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;

import io.slipway.kit.architecture.ArchitectureRules;

class ConfigArchitectureTest {
    private static final String ROOT = "io.slipway.configservice";
    private static final String DOMAIN = ROOT + ".domain..";
    private static final JavaClasses CLASSES = ArchitectureRules.production(ROOT);

    @Test
    void thePackagesHaveNoCycles() {
        ArchitectureRules.noCycles(ROOT).check(CLASSES);
    }

    @Test
    void theDomainIsPure() {
        ArchitectureRules.domainIsPure(DOMAIN).check(CLASSES);
        ArchitectureRules.domainHasNoClockAndNoDice(DOMAIN).check(CLASSES);
    }

    @Test
    void namesSayWhatAClassDoes() {
        ArchitectureRules.namesSaySomething().check(ArchitectureRules.everything(ROOT));
        ArchitectureRules.noLombok().check(ArchitectureRules.everything(ROOT));
    }

    @Test
    void itKnowsNoOtherService() {
        ArchitectureRules.knowsOnly(
                        ROOT, "io.slipway.events", "io.slipway.kit", "io.slipway.config", "io.slipway.google")
                .check(CLASSES);
    }
}
