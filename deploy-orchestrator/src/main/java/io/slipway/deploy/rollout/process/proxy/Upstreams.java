package io.slipway.deploy.rollout.process.proxy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Who may be asked, and who is known not to be well. Not safe for threads: the proxy has one. */
final class Upstreams {
    private final Set<String> sick = new HashSet<>();
    private Routes routes;
    private Balancer balancer;

    Upstreams(Routes routes) {
        this.routes = routes;
        this.balancer = balancer(routes);
    }

    /**
     * Takes new routes, in force from the next choice on.
     *
     * @return whether it did; it does not when it has newer ones
     */
    boolean route(Routes next) {
        if (next.generation() < routes.generation()) {
            return false;
        }
        routes = next;
        balancer = balancer(next);
        sick.retainAll(next.backends().map(Routes.Backend::id).toList());
        return true;
    }

    Routes routes() {
        return routes;
    }

    Optional<Balancer.Choice> next() {
        return balancer.next();
    }

    Optional<Balancer.Choice> instead(Balancer.Choice failed, Set<String> tried) {
        return balancer.instead(failed.release(), tried);
    }

    /** Keeps requests away from an instance until it is well again. One whose health nobody looks at is never kept out. */
    void sick(Routes.Backend backend) {
        if (backend.health() != null) {
            sick.add(backend.id());
        }
    }

    void well(Routes.Backend backend) {
        sick.remove(backend.id());
    }

    Set<String> sick() {
        return Set.copyOf(sick);
    }

    private Balancer balancer(Routes of) {
        return new Balancer(of, backend -> !sick.contains(backend.id()));
    }
}
