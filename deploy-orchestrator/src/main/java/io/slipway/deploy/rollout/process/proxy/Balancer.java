package io.slipway.deploy.rollout.process.proxy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Splits requests between releases by smooth weighted round robin (the algorithm nginx has used since 1.3.1): each
 * release gets its share, and gets it evenly spread. Within a release the instances take turns. Instances that are not
 * well are asked only when nobody is. Not safe for threads: the proxy has one.
 */
final class Balancer {
    /** An instance and the release it runs. */
    record Choice(Routes.Release release, Routes.Backend backend) {}

    private final List<Routes.Release> releases;
    private final Predicate<Routes.Backend> well;
    private final Map<String, Integer> credit = new HashMap<>();
    private final Map<String, Integer> turn = new HashMap<>();

    Balancer(Routes routes, Predicate<Routes.Backend> well) {
        this.releases = routes.releases().stream()
                .filter(release -> release.weight() > 0 && !release.backends().isEmpty())
                .toList();
        this.well = well;
    }

    /** Who is asked next; empty when nobody is there to ask. */
    Optional<Choice> next() {
        List<Routes.Release> able = releases.stream()
                .filter(release -> release.backends().stream().anyMatch(well))
                .toList();
        Routes.Release best = best(able.isEmpty() ? releases : able);
        return best == null ? Optional.empty() : Optional.of(new Choice(best, turn(best)));
    }

    /**
     * Who is asked after a choice did not answer: the well ones of its own release first, then those of others.
     *
     * @param tried ids of instances that have been asked
     */
    Optional<Choice> instead(Routes.Release failed, Set<String> tried) {
        return releases.stream()
                .flatMap(release -> release.backends().stream().map(backend -> new Choice(release, backend)))
                .filter(choice -> !tried.contains(choice.backend().id()))
                .min(Comparator.comparing((Choice choice) -> !well.test(choice.backend()))
                        .thenComparing(choice -> !choice.release().id().equals(failed.id())));
    }

    private Routes.@Nullable Release best(List<Routes.Release> candidates) {
        Routes.Release best = null;
        int total = 0;
        for (Routes.Release release : candidates) {
            int now = credit.merge(release.id(), release.weight(), Integer::sum);
            total += release.weight();
            if (best == null || now > credit.get(best.id())) {
                best = release;
            }
        }
        if (best != null) {
            credit.merge(best.id(), -total, Integer::sum);
        }
        return best;
    }

    private Routes.Backend turn(Routes.Release release) {
        List<Routes.Backend> able = release.backends().stream().filter(well).toList();
        List<Routes.Backend> candidates = able.isEmpty() ? release.backends() : able;
        int next = turn.merge(release.id(), 1, Integer::sum) - 1;
        return candidates.get(Math.floorMod(next, candidates.size()));
    }
}
