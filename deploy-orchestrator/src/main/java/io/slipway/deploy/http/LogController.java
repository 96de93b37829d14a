package io.slipway.deploy.http;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskLogged;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.http.SseStream;

/** What the tasks of a deployment wrote: its newest lines, or all of them as they come. */
@RestController
@RequestMapping("/api/v1/deployments/{id}/logs")
final class LogController {
    private static final int MOST_LINES = 10_000;
    private static final long HEARTBEAT_NANOS = 15_000_000_000L;

    private final DeployViews views;
    private final DeploymentLogs logs;
    private final AtomicBoolean closing = new AtomicBoolean();

    LogController(DeployViews views, DeploymentLogs logs) {
        this.views = views;
        this.logs = logs;
    }

    @EventListener(ContextClosedEvent.class)
    void close() {
        closing.set(true);
    }

    /**
     * @param follow sends each line as a server-sent event, until the deployment has ended
     * @param limit how many of the newest lines, without follow
     * @param lastEventId the last line that was got, with follow: only what came after it is sent
     */
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    ResponseEntity<Page<LogLine>> logs(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(defaultValue = "false") boolean follow,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response)
            throws IOException {
        if (limit < 1 || limit > MOST_LINES) {
            throw ProblemException.malformed("limit", "1 to " + MOST_LINES + " is expected");
        }
        DeploymentView deployment = views.deployment(id);
        if (!follow) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(newest(deployment, step, limit));
        }
        LogPlace from = LogPlace.after(lastEventId, logs, deployment);
        SseStream out = SseStream.open(response);
        try {
            logs.read(id, deployment.requestedAt(), new Follower(id, step, from, out));
        } catch (IOException | ProblemException ended) {
            // The client has left, or cannot be served; the head of the answer is sent already.
        }
        return null;
    }

    private Page<LogLine> newest(DeploymentView deployment, @Nullable String step, int limit) throws IOException {
        Deque<LogLine> newest = new ArrayDeque<>();
        LogLines lines = new LogLines();
        logs.read(deployment.id(), deployment.requestedAt(), new DeploymentLogs.Reader() {
            @Override
            public void lines(TaskLogged batch) {
                lines.take(batch).stream()
                        .filter(line -> step == null || step.equals(line.step()))
                        .forEach(newest::add);
                while (newest.size() > limit) {
                    newest.removeFirst();
                }
            }

            @Override
            public boolean goOn() {
                return false;
            }
        });
        return new Page<>(new ArrayList<>(newest), null);
    }

    /** Sends lines until the deployment has ended and its last lines have had time to arrive. */
    private final class Follower implements DeploymentLogs.Reader {
        private static final int LAST_LOOKS = 4;

        private final String id;
        private final @Nullable String step;
        private final LogPlace from;
        private final SseStream out;
        private final LogLines lines = new LogLines();
        private long lastSent = System.nanoTime();
        private int looksAfterEnd;

        Follower(String id, @Nullable String step, LogPlace from, SseStream out) {
            this.id = id;
            this.step = step;
            this.from = from;
            this.out = out;
        }

        @Override
        public void lines(TaskLogged batch) throws IOException {
            for (LogLine line : lines.take(batch)) {
                if (from.isPassed(line) && (step == null || step.equals(line.step()))) {
                    out.send(LogPlace.id(line), "line", Json.write(line));
                    lastSent = System.nanoTime();
                }
            }
        }

        @Override
        public boolean goOn() throws IOException {
            if (closing.get()) {
                return false;
            }
            if (views.deployment(id).state().terminal() && ++looksAfterEnd > LAST_LOOKS) {
                out.send(null, "end", Json.write(views.deployment(id).state()));
                return false;
            }
            if (System.nanoTime() - lastSent > HEARTBEAT_NANOS) {
                out.beat(null);
                lastSent = System.nanoTime();
            }
            return true;
        }
    }
}
