package io.slipway.configservice.fleet;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The instances that say with what they run, as far as they say it to this process. Not more than a bound, the longest unheard
 * of go first; none is kept for longer than the time after which it counts as gone. After a restart it fills again with the
 * next heartbeats: what must not be lost is in events.
 */
public final class Fleet {
    /** Enough for the 10,000 watchers that one process serves, twice. */
    static final int MOST = 20_000;

    private final Clock clock;
    private final Duration forgetAfter;
    private final LinkedHashMap<Key, Heard> heard = new LinkedHashMap<>(16, 0.75f, true);

    private record Key(String application, String environment, String instance) {}

    public Fleet(Clock clock, Duration forgetAfter) {
        this.clock = clock;
        this.forgetAfter = forgetAfter;
    }

    /** Takes note, and gives what the instance said before. */
    public synchronized Optional<Heard> hear(String application, String environment, Heard said) {
        Optional<Heard> before = Optional.ofNullable(
                        heard.put(new Key(application, environment, said.instance()), said))
                .filter(this::recent);
        forget();
        return before;
    }

    /** Those of an environment, by name. */
    public synchronized List<Heard> of(String application, String environment) {
        forget();
        return heard.entrySet().stream()
                .filter(entry -> entry.getKey().application().equals(application)
                        && entry.getKey().environment().equals(environment))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(Heard::instance))
                .toList();
    }

    synchronized int size() {
        return heard.size();
    }

    /** The map is in the order in which they were heard of, so that those to forget stand first. */
    private void forget() {
        while (!heard.isEmpty()
                && (heard.size() > MOST || !recent(heard.firstEntry().getValue()))) {
            heard.pollFirstEntry();
        }
    }

    private boolean recent(Heard one) {
        return clock.instant().isBefore(one.at().plus(forgetAfter));
    }
}
