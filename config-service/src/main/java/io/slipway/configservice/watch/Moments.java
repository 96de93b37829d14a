package io.slipway.configservice.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;

/**
 * What an application's environments had at each of the last changes, without a hole. A view that does not follow on the one
 * before begins anew: nobody can say what was in between. Immutable.
 */
public final class Moments {
    static final int KEPT = 256;

    /**
     * One state of an application.
     *
     * @param number as the view counts its changes
     */
    record Moment(long number, List<EnvironmentView> environments) {
        static Moment of(ConfigView view) {
            return new Moment(view.revision(), view.environments());
        }

        Optional<EnvironmentView> environment(String name) {
            return environments.stream()
                    .filter(environment -> environment.name().equals(name))
                    .findFirst();
        }
    }

    private final List<Moment> moments;

    private Moments(List<Moment> moments) {
        this.moments = moments;
    }

    static Moments startingWith(ConfigView view) {
        return new Moments(List.of(Moment.of(view)));
    }

    /** The same with one more; what is not newer changes nothing. */
    Moments plus(ConfigView view) {
        long last = last().number();
        if (view.revision() <= last) {
            return this;
        }
        if (view.revision() > last + 1) {
            return startingWith(view);
        }
        List<Moment> more = new ArrayList<>(moments.subList(moments.size() < KEPT ? 0 : 1, moments.size()));
        more.add(Moment.of(view));
        return new Moments(more);
    }

    Moment last() {
        return moments.getLast();
    }

    /** Empty when it is too old, or has not been yet. */
    Optional<Moment> at(long number) {
        long index = number - moments.getFirst().number();
        return index < 0 || index >= moments.size() ? Optional.empty() : Optional.of(moments.get((int) index));
    }

    /** Those that follow one that is kept. */
    List<Moment> after(long number) {
        return moments.subList((int) (number - moments.getFirst().number()) + 1, moments.size());
    }
}
