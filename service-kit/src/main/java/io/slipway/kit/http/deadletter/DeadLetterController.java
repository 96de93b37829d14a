package io.slipway.kit.http.deadletter;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.kit.deadletter.DeadLetter;
import io.slipway.kit.deadletter.DeadLetterDetail;
import io.slipway.kit.deadletter.DeadLetters;
import io.slipway.kit.deadletter.ReplayResult;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** Shows what could not be processed, and sends it again. */
@RestController
@RequestMapping("/api/v1/dead-letters")
final class DeadLetterController {
    private static final int MOST = 1000;

    private final DeadLetters letters;

    DeadLetterController(DeadLetters letters) {
        this.letters = letters;
    }

    /** @param total how many there are, of which the newest are shown */
    record DeadLetterList(List<DeadLetter> items, int total) {}

    /** Where a dead letter has gone again. */
    record ReplayAnswer(String id, String topic, int partition, long offset) {}

    @GetMapping
    DeadLetterList list(
            @RequestParam(required = false) @Nullable String topic, @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.malformed("limit", "1 to " + MOST + " is expected");
        }
        List<DeadLetter> found = letters.list().stream()
                .filter(letter -> topic == null || letter.topic().equals(topic))
                .toList();
        return new DeadLetterList(found.stream().limit(limit).toList(), found.size());
    }

    @GetMapping("/{id}")
    DeadLetterDetail get(@PathVariable String id) {
        return letters.find(id).orElseThrow(() -> missing(id));
    }

    @PostMapping("/{id}/replay")
    ReplayAnswer replay(@PathVariable String id, @RequestParam(defaultValue = "false") boolean force, Actor actor) {
        return switch (letters.replay(id, actor.name(), force)) {
            case ReplayResult.Replayed sent -> new ReplayAnswer(id, sent.topic(), sent.partition(), sent.offset());
            case ReplayResult.AlreadyReplayed before ->
                throw new ProblemException(
                        ProblemCode.CONFLICT, "It was replayed before; add ?force=true to replay " + id + " again.");
            case ReplayResult.NotFound missing -> throw missing(missing.id());
        };
    }

    private static ProblemException missing(String id) {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "There is no dead letter " + id + "; it may have outlived its retention.");
    }
}
