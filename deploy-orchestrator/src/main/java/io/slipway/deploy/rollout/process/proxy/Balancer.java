package io.slipway.deploy.rollout.process.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Splits requests between releases by smooth weighted round robin (the algorithm nginx has used since 1.3.1): over any
 * run of requests each release gets its share to within one request, and no release gets its share in one go. Within a
 * release the instances take turns. Not safe for threads: the proxy has one.
 */
final class Balancer {
    /** An instance and the release it runs. */
    record Choice(Routes.Release release, Routes.Backend backend) {}

    private final List<Routes.Release> releases;
    private final Map<String, Integer> credit = new HashMap<>();
    private final Map<String, Integer> turn = new HashMap<>();
    private final int total;

    Balancer(Routes routes) {
        releases = routes.releases().stream()
                .filter(release -> release.weight() > 0 && !release.backends().isEmpty())
                .toList();
        total = releases.stream().mapToInt(Routes.Release::weight).sum();
    }

    /** Who is asked next; empty when nobody is there to ask. */
    Optional<Choice> next() {
        Routes.Release best = null;
        for (Routes.Release release : releases) {
            int now = credit.merge(release.id(), release.weight(), Integer::sum);
            if (best == null || now > credit.get(best.id())) {
                best = release;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        credit.merge(best.id(), -total, Integer::sum);
        return Optional.of(new Choice(best, turn(best)));
    }

    /** Who is asked after a choice did not answer: its own release first, then the others. */
    Optional<Choice> instead(Choice failed, Set<String> tried) {
        List<Routes.Release> order = new ArrayList<>(List.of(failed.release()));
        releases.stream()
                .filter(release -> !release.id().equals(failed.release().id()))
                .forEach(order::add);
        return order.stream()
                .flatMap(release -> release.backends().stream().map(backend -> new Choice(release, backend)))
                .filter(choice -> !tried.contains(choice.backend().id()))
                .findFirst();
    }

    private Routes.Backend turn(Routes.Release release) {
        int next = turn.merge(release.id(), 1, Integer::sum) - 1;
        return release.backends().get(Math.floorMod(next, release.backends().size()));
    }
}
