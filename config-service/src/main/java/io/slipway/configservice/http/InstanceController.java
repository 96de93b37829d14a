package io.slipway.configservice.http;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.configservice.fleet.Fleet;
import io.slipway.configservice.fleet.Heard;
import io.slipway.configservice.serve.ConfigReads;
import io.slipway.configservice.serve.Instance;
import io.slipway.configservice.serve.Served;
import io.slipway.events.config.ConfigCommand;
import io.slipway.events.config.view.ConfigDriftView.DriftingInstance;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;
import io.slipway.kit.http.ProblemException;

/** What instances say they run with, and which of them differ from what they should. */
@RestController
@RequestMapping("/api/v1/config/{application}/environments/{environment}")
public final class InstanceController {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final ConfigReads reads;
    private final Known known;
    private final ConfigCommands commands;
    private final Fleet fleet;
    private final Clock clock;

    public InstanceController(ConfigReads reads, Known known, ConfigCommands commands, Fleet fleet, Clock clock) {
        this.reads = reads;
        this.known = known;
        this.commands = commands;
        this.fleet = fleet;
        this.clock = clock;
    }

    /**
     * What an instance runs with.
     *
     * @param revision as it was told with its values; left out when it has none
     * @param hash likewise
     */
    record Heartbeat(
            @Nullable String service,
            @Nullable String group,
            @Nullable String revision,
            @Nullable String hash) {}

    /**
     * What it should run with.
     *
     * @param revision null when nothing is in the environment yet
     * @param refetch whether that is something else than what it said
     */
    record Desired(@Nullable String revision, @Nullable String hash, boolean refetch) {}

    /** Costs nothing on Kafka while the instance runs as it should. */
    @PostMapping("/instances/{instance}")
    Desired heartbeat(
            @PathVariable String application,
            @PathVariable String environment,
            @PathVariable String instance,
            @RequestBody Heartbeat said,
            Actor actor)
            throws InterruptedException {
        known.environment(application, environment);
        fit("instance", instance, NAME, "a name of letters, digits, '.', '_', ':' and '-' is expected, at most 100");
        fit("revision", said.revision(), HASH, "a whole revision is expected");
        fit("hash", said.hash(), HASH, "64 hexadecimal digits are expected");
        Instance who = new Instance(said.service(), said.group(), instance);
        Optional<Served> desired = reads.served(application, environment, who);
        @Nullable String expected = expected(application, environment, who, said.revision());
        boolean differs = desired.filter(served -> !served.revision().equals(said.revision())
                        || (said.hash() != null && !said.hash().equals(served.hash())))
                .isPresent();
        Optional<Heard> before = fleet.hear(
                application,
                environment,
                new Heard(
                        instance,
                        said.service(),
                        said.group(),
                        said.revision(),
                        said.hash(),
                        differs,
                        clock.instant()));
        if (differs || before.filter(Heard::differs).isPresent() || drifting(application, environment, instance)) {
            commands.report(
                    new ConfigCommand.ReportInstance(
                            application,
                            environment,
                            instance,
                            said.service(),
                            said.group(),
                            said.revision(),
                            said.hash(),
                            expected),
                    actor);
        }
        return new Desired(
                desired.map(Served::revision).orElse(null),
                desired.map(Served::hash).orElse(null),
                differs);
    }

    /**
     * Instances of an environment.
     *
     * @param heard those that say with what they run to this process
     * @param drifting those that run with something else than they should, whoever they say it to
     */
    record Instances(List<Heard> heard, List<DriftingInstance> drifting) {}

    @GetMapping("/instances")
    Instances instances(@PathVariable String application, @PathVariable String environment) {
        known.environment(application, environment);
        return new Instances(fleet.of(application, environment), reads.drifting(application, environment));
    }

    @PostMapping("/drift/reconcile")
    ResponseEntity<CommandAnswer> reconcile(
            @PathVariable String application,
            @PathVariable String environment,
            @RequestBody(required = false) RolloutController.@Nullable Reason request,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        known.environment(application, environment);
        return commands.submit(
                new ConfigCommand.Reconcile(application, environment, RolloutController.Reason.of(request)),
                headers,
                actor);
    }

    private boolean drifting(String application, String environment, String instance) {
        return reads.drifting(application, environment).stream()
                .anyMatch(one -> Objects.equals(one.instance(), instance));
    }

    /** The hash of what the revision that it has gives it; null when there is no such revision. */
    private @Nullable String expected(String application, String environment, Instance who, @Nullable String revision) {
        return revision == null
                ? null
                : reads.snapshot(application, revision)
                        .map(snapshot -> snapshot.served(environment, who.service(), who.group()))
                        .map(Served::hash)
                        .orElse(null);
    }

    private static void fit(String field, @Nullable String value, Pattern pattern, String expected) {
        if (value != null && !pattern.matcher(value).matches()) {
            throw ProblemException.malformed(field, expected);
        }
    }
}
