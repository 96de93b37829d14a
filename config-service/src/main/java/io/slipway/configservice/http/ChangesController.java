package io.slipway.configservice.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.layer.ConfigDiff;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.Sensitive;
import io.slipway.config.layer.Target;
import io.slipway.events.config.EnvironmentPolicy;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** What the instances of an environment would notice if a revision came there. */
@RestController
@RequestMapping("/api/v1/config/{application}/environments/{environment}/changes")
public final class ChangesController {
    private final Known known;

    public ChangesController(Known known) {
        this.known = known;
    }

    /**
     * @param from what the environment has; null when it has nothing
     * @param to what would come
     * @param approvals how many people would have to agree
     * @param approval who would have to agree as well, group by group
     * @param passed an environment that the revision has to have been in before; null when it asks for none
     * @param targets whose values would change: the environment, and services where more is different than for all
     * @param documents those that would change, among them the declaration and the schema
     */
    record Changes(
            String application,
            String environment,
            @Nullable String from,
            String to,
            int approvals,
            List<ApprovalSpec> approval,
            @Nullable String passed,
            List<TargetChanges> targets,
            List<String> documents) {}

    /** @param target the environment, or {@code environment/service} */
    record TargetChanges(String target, List<ConfigDiff.Change> changes) {}

    /**
     * @param from an environment whose revision would come
     * @param revision the one that would come; the newest when neither is said
     */
    @GetMapping
    Changes changes(
            @PathVariable String application,
            @PathVariable String environment,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String revision) {
        ConfigView view = known.application(application);
        EnvironmentView target = known.environment(application, environment);
        ConfigApplication coming =
                known.snapshot(view, coming(view, from, revision)).application();
        Optional<ConfigApplication> present = Optional.ofNullable(target.current())
                .map(id -> known.snapshot(view, id).application());
        return new Changes(
                application,
                environment,
                target.current(),
                coming.revision().hex(),
                policies(environment, coming, present)
                        .mapToInt(EnvironmentPolicy::approvals)
                        .max()
                        .orElse(0),
                policies(environment, coming, present)
                        .flatMap(policy -> Stream.ofNullable(policy.approval()))
                        .distinct()
                        .toList(),
                policies(environment, coming, present)
                        .map(EnvironmentPolicy::promotedFrom)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                targets(
                        environment,
                        present.map(ConfigApplication::source).orElse(ConfigSource.EMPTY),
                        coming.source()),
                documents(view, target.current(), coming.revision().hex()));
    }

    private String coming(ConfigView view, @Nullable String from, @Nullable String revision) {
        if (from != null) {
            @Nullable String there = known.environment(view.application(), from).current();
            if (there == null) {
                throw new ProblemException(
                        ProblemCode.CONFLICT,
                        "No revision of " + view.application() + " is in " + from + " yet; put one there first.");
            }
            return there;
        }
        @Nullable String wanted = revision == null ? view.head() : revision;
        return Known.needed("revision", wanted);
    }

    /** Both the one that comes and the one in force have a say, as in the decision itself. */
    private static Stream<EnvironmentPolicy> policies(
            String environment, ConfigApplication coming, Optional<ConfigApplication> present) {
        return Stream.concat(Stream.of(coming), present.stream())
                .flatMap(application -> application.declaration().environments().stream())
                .filter(policy -> policy.name().equals(environment));
    }

    private static List<TargetChanges> targets(String environment, ConfigSource before, ConfigSource after) {
        TreeMap<String, Target> services = new TreeMap<>();
        Stream.concat(before.services().stream(), after.services().stream())
                .forEach(service -> services.put(environment + "/" + service, Target.of(environment, service)));
        List<ConfigDiff.Change> shared = diff(before, after, Target.environment(environment));
        List<TargetChanges> targets = new ArrayList<>();
        targets.add(new TargetChanges(environment, shared));
        services.forEach((name, target) -> {
            List<ConfigDiff.Change> own = diff(before, after, target);
            if (!own.equals(shared)) {
                targets.add(new TargetChanges(name, own));
            }
        });
        return targets;
    }

    private static List<ConfigDiff.Change> diff(ConfigSource before, ConfigSource after, Target target) {
        return ConfigDiff.between(before.effective(target), after.effective(target), Sensitive.marked())
                .changes();
    }

    private List<String> documents(ConfigView view, @Nullable String before, String after) {
        TreeMap<String, String> old = new TreeMap<>(
                before == null ? new TreeMap<>() : known.content(view, before).documents());
        TreeMap<String, String> now = new TreeMap<>(known.content(view, after).documents());
        return Stream.concat(old.keySet().stream(), now.keySet().stream())
                .distinct()
                .filter(path -> !Objects.equals(old.get(path), now.get(path)))
                .sorted()
                .toList();
    }
}
