package io.slipway.configservice.http;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.config.layer.ConfigDiff;
import io.slipway.config.layer.Sensitive;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.events.Violation;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.DocumentChange;
import io.slipway.events.config.view.ConfigView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.Problem;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** New revisions. */
@RestController
@RequestMapping("/api/v1/config/{application}/commits")
public final class ConfigChangeController {
    private final ConfigCommands commands;
    private final ConfigReads reads;

    public ConfigChangeController(ConfigCommands commands, ConfigReads reads) {
        this.commands = commands;
        this.reads = reads;
    }

    /**
     * A change.
     *
     * @param changes documents that are to be different; a null text deletes one
     * @param whole whether these are all documents, so that others are deleted
     * @param reason why, for people
     */
    record CommitRequest(
            @Nullable List<DocumentChange> changes,
            @Nullable Boolean whole,
            @Nullable String reason) {}

    /** The revision the change was made on is in {@code If-Match}; the first of an application has none. */
    @PostMapping
    ResponseEntity<CommandAnswer> commit(
            @PathVariable String application,
            @RequestBody CommitRequest request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        @Nullable String expected = expected(headers.getFirst(HttpHeaders.IF_MATCH));
        if (request.changes() == null) {
            throw ProblemException.malformed("changes", "is missing");
        }
        ConfigCommand.Commit commit = new ConfigCommand.Commit(
                Known.name(application),
                expected,
                request.changes(),
                Boolean.TRUE.equals(request.whole()),
                Known.text("reason", request.reason()));
        try {
            return commands.submit(commit, headers, actor);
        } catch (ProblemException refused) {
            throw expected != null && refused.problem().status() == ProblemCode.CONFLICT.status()
                    ? stale(application, expected, refused)
                    : refused;
        }
    }

    private static @Nullable String expected(@Nullable String header) {
        if (header == null) {
            return null;
        }
        String bare = header.strip();
        if (bare.length() > 1 && bare.startsWith("\"") && bare.endsWith("\"")) {
            return bare.substring(1, bare.length() - 1);
        }
        throw ProblemException.malformed(HttpHeaders.IF_MATCH, "one revision in double quotes is expected");
    }

    /** Says what came in between, so that the change can be made again on top of it. */
    private ProblemException stale(String application, String expected, ProblemException refused) {
        List<Violation> between = reads.view(application)
                .map(ConfigView::head)
                .flatMap(head -> diff(application, expected, head))
                .orElse(List.of());
        return new ProblemException(
                Problem.of(ProblemCode.PRECONDITION_FAILED, refused.problem().detail(), between));
    }

    private Optional<List<Violation>> diff(String application, String from, String to) {
        return reads.snapshot(application, from)
                .flatMap(before -> reads.snapshot(application, to)
                        .map(after -> ConfigDiff.between(
                                        before.application().source(),
                                        after.application().source(),
                                        Sensitive.marked())
                                .changes()
                                .stream()
                                .map(ConfigChangeController::told)
                                .toList()));
    }

    private static Violation told(ConfigDiff.Change change) {
        String words = switch (change.kind()) {
            case ADDED -> "was set to " + change.after();
            case REMOVED -> "was deleted; it was " + change.before();
            case CHANGED -> "was changed from " + change.before() + " to " + change.after();
        };
        return new Violation(change.key(), 0, 0, words, change.document());
    }
}
