package io.slipway.backupservice.http;

import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.backupservice.policy.ParsedPolicies;
import io.slipway.backupservice.policy.PolicyParser;
import io.slipway.events.Violation;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.RunKind;
import io.slipway.events.backup.runbook.Runbook;
import io.slipway.events.backup.view.BackupRunsView;
import io.slipway.events.backup.view.BackupRunsView.RunView;
import io.slipway.events.backup.view.BackupView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.Problem;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** How applications are protected: their policies, their runs, and what is achieved. */
@RestController
@RequestMapping("/api/v1/backups")
public final class BackupController {
    private static final int MOST_RUNS = 200;

    private final PolicyParser parser;
    private final BackupCommands commands;
    private final Known known;
    private final InstantSource clock;

    public BackupController(PolicyParser parser, BackupCommands commands, Known known, InstantSource clock) {
        this.parser = parser;
        this.commands = commands;
        this.known = known;
        this.clock = clock;
    }

    /** All of a list. */
    record Page<T>(List<T> items) {}

    @GetMapping
    Page<BackupView> list() {
        return new Page<>(known.applications());
    }

    @PutMapping("/{application}")
    ResponseEntity<CommandAnswer> apply(
            @PathVariable String application, @RequestBody byte[] file, @RequestHeader HttpHeaders headers, Actor actor)
            throws InterruptedException {
        ParsedPolicies.Valid parsed = switch (parser.parse(file)) {
            case ParsedPolicies.Valid valid -> valid;
            case ParsedPolicies.Invalid invalid -> throw invalid(invalid.violations());
        };
        if (!parsed.application().equals(application)) {
            throw invalid(List.of(new Violation(
                    "metadata.name",
                    0,
                    0,
                    "is " + parsed.application() + ", but the file was sent to " + application)));
        }
        return commands.submit(
                new BackupCommand.ApplyPolicies(application, parsed.policies(), parsed.digest()), headers, actor);
    }

    @GetMapping("/{application}")
    ResponseEntity<BackupView> get(@PathVariable String application) {
        BackupView view = known.application(application);
        return ResponseEntity.ok().eTag(String.valueOf(view.revision())).body(view);
    }

    @GetMapping("/{application}/report")
    BackupReport report(@PathVariable String application) {
        return BackupReport.of(known.application(application), clock.instant());
    }

    @GetMapping(value = "/{application}/runbook", produces = "text/markdown;charset=UTF-8")
    String runbook(@PathVariable String application, @RequestParam(defaultValue = "production") String environment) {
        BackupView view = known.application(application);
        if (view.policies().stream()
                .noneMatch(policy -> policy.spec().environment().equals(environment))) {
            throw Known.missing("No policy backs up this environment of " + application + ".");
        }
        return new Runbook(view, environment, Runbook.Origin.POLICIES, clock.instant()).markdown();
    }

    @GetMapping("/{application}/runs")
    BackupRunsView runs(
            @PathVariable String application,
            @RequestParam(required = false) @Nullable String policy,
            @RequestParam(required = false) @Nullable RunKind kind,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MOST_RUNS) {
            throw ProblemException.malformed("limit", "1 to " + MOST_RUNS + " is expected");
        }
        BackupRunsView all = known.runs(application);
        return new BackupRunsView(
                application,
                all.revision(),
                all.runs().stream()
                        .filter(run -> policy == null || run.policy().equals(policy))
                        .filter(run -> kind == null ? run.kind() != RunKind.OPLOG : run.kind() == kind)
                        .limit(limit)
                        .toList());
    }

    @GetMapping("/{application}/runs/{id}")
    RunView run(@PathVariable String application, @PathVariable String id) {
        return known.run(application, id);
    }

    @PostMapping("/{application}/runs/{id}/cancel")
    ResponseEntity<CommandAnswer> cancel(
            @PathVariable String application,
            @PathVariable String id,
            @RequestBody(required = false) RunController.@Nullable Reason request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.application(application);
        return commands.run(
                new BackupCommand.CancelRun(application, id, RunController.Reason.of(request)), headers, actor);
    }

    private static ProblemException invalid(List<Violation> violations) {
        return new ProblemException(Problem.of(
                ProblemCode.INVALID,
                violations.size() == 1
                        ? "The file has a fault: " + violations.getFirst().message()
                        : "The file has " + violations.size() + " faults.",
                violations));
    }
}
