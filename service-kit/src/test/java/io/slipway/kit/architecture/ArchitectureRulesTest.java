package io.slipway.kit.architecture;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.LogManager;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** The rules find what they forbid. */
class ArchitectureRulesTest {
    private static final String HERE = ArchitectureRulesTest.class.getPackageName();

    static final class LooksAtTheClock {
        Instant at() {
            return Instant.now();
        }
    }

    static final class RollsDice {
        int roll() {
            return ThreadLocalRandom.current().nextInt();
        }
    }

    static final class MakesIds {
        String id() {
            return UUID.randomUUID().toString();
        }
    }

    record KnowsKafka(TopicPartition partition) {}

    @ParameterizedTest
    @ValueSource(classes = {LooksAtTheClock.class, RollsDice.class, MakesIds.class})
    void aDecisionThatCannotBeReplayedIsFound(Class<?> decision) {
        assertThat(ArchitectureRules.domainHasNoClockAndNoDice(HERE + "..")
                        .evaluate(read(decision))
                        .hasViolation())
                .isTrue();
    }

    @Test
    void aDomainThatKnowsTheOutsideIsFound() {
        assertThat(ArchitectureRules.domainIsPure(HERE + "..")
                        .evaluate(read(KnowsKafka.class))
                        .hasViolation())
                .isTrue();
        assertThatCode(() -> ArchitectureRules.domainIsPure(HERE + "..").check(read(RollsDice.class)))
                .doesNotThrowAnyException();
    }

    @Test
    void anotherPartOfSlipwayIsFound() {
        JavaClasses kit = ArchitectureRules.production("io.slipway.kit.forward");

        assertThat(ArchitectureRules.knowsOnly("io.slipway.kit.forward", "io.slipway.events")
                        .evaluate(kit)
                        .hasViolation())
                .isTrue();
    }

    @Test
    void aNameThatSaysNothingIsFound() {
        assertThat(ArchitectureRules.namesSaySomething()
                        .evaluate(read(LogManager.class))
                        .hasViolation())
                .isTrue();
    }

    private static JavaClasses read(Class<?> type) {
        return new ClassFileImporter().importClasses(type);
    }
}
