package io.slipway.deploy.domain;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;

import io.slipway.kit.architecture.ArchitectureRules;

class DomainArchitectureTest {
    private static final String DOMAIN = "io.slipway.deploy.domain";
    private final JavaClasses classes = ArchitectureRules.production(DOMAIN);

    @Test
    void knowsNothingOfWhatIsAroundIt() {
        ArchitectureRules.domainIsPure(DOMAIN + "..").check(classes);
    }

    @Test
    void hasNoClockAndNoDice() {
        ArchitectureRules.domainHasNoClockAndNoDice(DOMAIN + "..").check(classes);
    }

    @Test
    void hasNoCycles() {
        ArchitectureRules.noCycles(DOMAIN).check(classes);
    }

    @Test
    void hasNamesThatSaySomething() {
        ArchitectureRules.namesSaySomething().check(classes);
    }
}
