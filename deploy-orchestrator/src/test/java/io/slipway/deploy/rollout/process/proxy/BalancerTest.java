package io.slipway.deploy.rollout.process.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class BalancerTest {
    private final Set<String> sick = new HashSet<>();

    @Property(tries = 200)
    void twoReleasesGetTheirSharesToWithinOneRequestAtAnyTime(
            @ForAll @IntRange(min = 0, max = 100) int weight, @ForAll @IntRange(min = 1, max = 500) int requests) {
        Balancer balancer = balancer(release("a", weight, 2), release("b", 100 - weight, 3));
        Map<String, Integer> asked = new HashMap<>();
        for (int i = 1; i <= requests; i++) {
            asked.merge(balancer.next().orElseThrow().release().id(), 1, Integer::sum);
            assertThat(asked.getOrDefault("a", 0) - i * weight / 100.0).isBetween(-1.0, 1.0);
        }
    }

    @Property(tries = 200)
    void aRoundOfAllWeightsGivesEachReleaseExactlyItsWeight(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 0, max = 40) Integer> weights) {
        List<Routes.Release> releases = new ArrayList<>();
        for (int weight : weights) {
            releases.add(release("r" + releases.size(), weight, 1));
        }
        Balancer balancer = balancer(releases.toArray(Routes.Release[]::new));
        int round = weights.stream().mapToInt(Integer::intValue).sum();
        Map<String, Integer> asked = new HashMap<>();
        for (int i = 0; i < round; i++) {
            asked.merge(balancer.next().orElseThrow().release().id(), 1, Integer::sum);
        }
        releases.forEach(
                release -> assertThat(asked.getOrDefault(release.id(), 0)).isEqualTo(release.weight()));
    }

    @Property(tries = 200)
    void theInstancesOfAReleaseGetTheSameToWithinOneRequest(
            @ForAll @IntRange(min = 1, max = 6) int instances, @ForAll @IntRange(min = 1, max = 100) int requests) {
        Balancer balancer = balancer(release("a", 60, instances), release("b", 40, 1));
        Map<String, Integer> asked = new HashMap<>();
        for (int i = 0; i < requests; i++) {
            Balancer.Choice choice = balancer.next().orElseThrow();
            if (choice.release().id().equals("a")) {
                asked.merge(choice.backend().id(), 1, Integer::sum);
            }
        }
        int least = asked.size() < instances
                ? 0
                : asked.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        assertThat(asked.values()).allMatch(count -> count - least <= 1);
    }

    @Test
    void whoIsSickIsAskedOnlyWhenNobodyIsWell() {
        Balancer balancer = balancer(release("a", 50, 2), release("b", 50, 1));
        sick.addAll(Set.of("a-0", "b-0"));
        for (int i = 0; i < 10; i++) {
            assertThat(balancer.next().orElseThrow().backend().id()).isEqualTo("a-1");
        }
        sick.add("a-1");
        assertThat(balancer.next()).isPresent();
    }

    @Test
    void insteadOfOneThatFailedItsOwnReleaseComesFirstAndNobodyTwice() {
        Routes.Release failed = release("a", 50, 3);
        Balancer balancer = balancer(release("b", 50, 1), failed);
        sick.add("a-1");

        assertThat(instead(balancer, failed, Set.of("a-0"))).isEqualTo("a-2");
        assertThat(instead(balancer, failed, Set.of("a-0", "a-2"))).isEqualTo("b-0");
        assertThat(instead(balancer, failed, Set.of("a-0", "a-2", "b-0"))).isEqualTo("a-1");
        assertThat(balancer.instead(failed, Set.of("a-0", "a-1", "a-2", "b-0"))).isEmpty();
    }

    @Test
    void nobodyIsChosenWhereNobodyIsOrNobodyHasWeight() {
        assertThat(balancer().next()).isEmpty();
        assertThat(balancer(release("a", 0, 2), release("b", 100, 0)).next()).isEmpty();
    }

    private static String instead(Balancer balancer, Routes.Release failed, Set<String> tried) {
        return balancer.instead(failed, tried).orElseThrow().backend().id();
    }

    private Balancer balancer(Routes.Release... releases) {
        return new Balancer(new Routes(1, 0, List.of(releases)), backend -> !sick.contains(backend.id()));
    }

    private static Routes.Release release(String id, int weight, int instances) {
        List<Routes.Backend> backends = new ArrayList<>();
        for (int i = 0; i < instances; i++) {
            backends.add(new Routes.Backend(id + "-" + i, "127.0.0.1", 1000 + i, "/"));
        }
        return new Routes.Release(id, "1", weight, backends);
    }
}
