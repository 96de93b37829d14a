package io.slipway.configservice.domain.state;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.events.deploy.pipeline.FreezeWindow;
import io.slipway.events.deploy.pipeline.InFlight;
import io.slipway.kit.closing.Closure;
import io.slipway.kit.closing.FreezeCalendar;

/**
 * When an environment is closed: the windows that the application's pipeline declares for deployments, and a line that
 * somebody stopped.
 *
 * @param breakGlass roles whose members may roll out all the same
 * @param line null while it runs
 */
public record Closing(
        List<FreezeWindow> freeze,
        List<String> breakGlass,
        @Nullable Line line) {
    /** Of an environment of which nothing was heard. */
    public static final Closing NONE = new Closing(List.of(), List.of(), null);

    /** A line that somebody stopped. */
    public record Line(String by, String reason, InFlight inFlight) {}

    public Closing {
        freeze = List.copyOf(freeze);
        breakGlass = List.copyOf(breakGlass);
    }

    /** All that close it at a time. */
    public List<Closure> at(String environment, Instant time) {
        return Stream.concat(
                        Stream.ofNullable(line)
                                .map(stopped -> Closure.ofLine(
                                        environment, stopped.by(), stopped.reason(), stopped.inFlight())),
                        Closure.open(freeze, time).stream())
                .toList();
    }

    /** When a window opens next that cancels what is under way. */
    Optional<Instant> cancelsAfter(Instant time) {
        return freeze.stream()
                .filter(window -> window.inFlight() == InFlight.CANCEL)
                .flatMap(window -> FreezeCalendar.nextOpening(window, time).stream())
                .min(Instant::compareTo);
    }

    Closing with(List<FreezeWindow> windows, List<String> roles) {
        return new Closing(windows, roles, line);
    }

    Closing with(@Nullable Line stopped) {
        return new Closing(freeze, breakGlass, stopped);
    }
}
