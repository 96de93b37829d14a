package io.slipway.configservice.http;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.configservice.serve.Instance;
import io.slipway.configservice.watch.Cursor;
import io.slipway.configservice.watch.Outlet;
import io.slipway.configservice.watch.WatchHub;
import io.slipway.kit.http.ProblemException;

/** What an instance gets from now on: as a stream to whoever accepts one, else an answer as soon as there is something. */
@RestController
@RequestMapping("/api/v1/config/{application}/environments/{environment}/watch")
public final class WatchController {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Pattern WAIT = Pattern.compile("(\\d{1,4})s?");
    private static final long LONGEST_WAIT = 60;

    private final WatchHub hub;
    private final Known known;

    public WatchController(WatchHub hub, Known known) {
        this.hub = hub;
        this.known = known;
    }

    @GetMapping
    void watch(
            @PathVariable String application,
            @PathVariable String environment,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String group,
            @RequestParam(required = false) @Nullable String instance,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "30s") String wait,
            @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        known.environment(application, environment);
        @Nullable Cursor cursor = lastEventId == null ? cursor("after", after) : cursor(LAST_EVENT_ID, lastEventId);
        Duration patience = patience(wait);
        hub.ready();
        Outlet outlet = accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE)
                ? WatchStream.open(request, response)
                : WatchPoll.open(request, cursor, patience);
        hub.open(application, environment, new Instance(service, group, instance), cursor, outlet);
    }

    private static @Nullable Cursor cursor(String parameter, @Nullable String text) {
        try {
            return text == null ? null : Cursor.parse(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed(parameter, e.getMessage());
        }
    }

    private static Duration patience(String wait) {
        Matcher matcher = WAIT.matcher(wait);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) > LONGEST_WAIT) {
            throw ProblemException.malformed("wait", "seconds like 30s are expected, at most " + LONGEST_WAIT);
        }
        return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    }
}
