package io.slipway.kit.architecture;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import com.tngtech.archunit.core.domain.JavaClasses;

/** What every service promises about its shape: its architecture test extends this one, and says where the service is. */
// The classes are read once for all of it.
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ServiceArchitecture {
    private final String root;
    private final String[] libraries;
    private final JavaClasses production;

    /**
     * @param root the service's package
     * @param libraries packages of Slipway that it may know beside the contract and the kit
     */
    protected ServiceArchitecture(String root, String... libraries) {
        this.root = root;
        this.libraries = libraries.clone();
        this.production = ArchitectureRules.production(root);
    }

    /** The classes of the service without those of its tests. */
    protected final JavaClasses production() {
        return production;
    }

    @Test
    public void thePackagesHaveNoCycles() {
        ArchitectureRules.noCycles(root).check(production);
    }

    @Test
    public void theDomainIsPure() {
        String domain = root + ".domain..";
        ArchitectureRules.domainIsPure(domain).check(production);
        ArchitectureRules.domainHasNoClockAndNoDice(domain).check(production);
    }

    @Test
    public void namesSayWhatAClassDoes() {
        JavaClasses everything = ArchitectureRules.everything(root);
        ArchitectureRules.namesSaySomething().check(everything);
        ArchitectureRules.noLombok().check(everything);
    }

    @Test
    public void itKnowsNoOtherService() {
        String[] known = Stream.concat(Stream.of("io.slipway.events", "io.slipway.kit"), Stream.of(libraries))
                .toArray(String[]::new);
        ArchitectureRules.knowsOnly(root, known).check(production);
    }
}
