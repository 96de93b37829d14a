package io.slipway.kit.http.events;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.kit.http.Actor;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.http.SseStream;
import io.slipway.kit.kafka.KafkaSettings;

/** Events out, as a stream, and in. */
@RestController
@RequestMapping("/api/v1/events")
final class EventController {
    private final EventTail tail;
    private final KafkaSettings settings;
    private final EventIntake intake;

    EventController(EventTail tail, KafkaSettings settings, EventIntake intake) {
        this.tail = tail;
        this.settings = settings;
        this.intake = intake;
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void stream(
            @RequestParam(required = false) @Nullable List<String> topics,
            @RequestParam(required = false) @Nullable String application,
            @RequestParam(required = false) @Nullable String deployment,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String from,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        if (from != null && !from.equals("beginning")) {
            throw ProblemException.malformed("from", "beginning is the only value; leave it out for the live stream");
        }
        if (!tail.ready()) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The event stream is starting or stopping; try again.");
        }
        EventFilter filter = new EventFilter(PublicTopics.chosen(topics), application, deployment, type);
        EventStream stream = new EventStream(tail, settings, filter);
        StreamPosition position = stream.start(lastEventId, from != null);
        SseStream out = SseStream.open(response);
        try {
            stream.serve(position, out);
        } catch (IOException | ProblemException ended) {
            // The client has left, or the service stops; the client resumes with the last id it got.
        }
    }

    @PostMapping
    ResponseEntity<EventIntake.Taken> publish(
            @RequestBody(required = false) byte @Nullable [] body, @RequestHeader HttpHeaders headers, Actor actor)
            throws InterruptedException {
        return ResponseEntity.accepted().body(intake.take(body == null ? new byte[0] : body, headers, actor));
    }
}
