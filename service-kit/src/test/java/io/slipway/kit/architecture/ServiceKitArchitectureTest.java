package io.slipway.kit.architecture;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.core.domain.JavaClasses;

class ServiceKitArchitectureTest {
    private static final JavaClasses CLASSES = ArchitectureRules.production("io.slipway.kit");

    @Test
    void thePackagesHaveNoCycles() {
        ArchitectureRules.noCycles("io.slipway.kit").check(CLASSES);
    }

    @Test
    void deciderInterfacesArePure() {
        ArchitectureRules.domainIsPure("io.slipway.kit.aggregate..").check(CLASSES);
        ArchitectureRules.domainHasNoClockAndNoDice("io.slipway.kit.aggregate..")
                .check(CLASSES);
    }

    @Test
    void whatDecidersAskIsPureToo() {
        for (String rules : new String[] {"io.slipway.kit.closing..", "io.slipway.kit.approval.."}) {
            ArchitectureRules.domainIsPure(rules).check(CLASSES);
            ArchitectureRules.domainHasNoClockAndNoDice(rules).check(CLASSES);
        }
    }

    @Test
    void namesSayWhatAClassDoes() {
        ArchitectureRules.namesSaySomething().check(ArchitectureRules.everything("io.slipway.kit"));
        ArchitectureRules.noLombok().check(ArchitectureRules.everything("io.slipway.kit"));
    }

    @Test
    void itKnowsNoOtherService() {
        ArchitectureRules.knowsOnly("io.slipway.kit", "io.slipway.events").check(CLASSES);
    }
}
