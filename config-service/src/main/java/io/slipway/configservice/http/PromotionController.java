package io.slipway.configservice.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.layer.ConfigDiff;
import io.slipway.config.layer.Sensitive;
import io.slipway.events.config.EnvironmentPolicy;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;

/** What would be different if the configuration of one environment came to another. Changes nothing. */
@RestController
public final class PromotionController {
    private static final String ENVIRONMENTS = "environments/";

    private final Known known;

    public PromotionController(Known known) {
        this.known = known;
    }

    /**
     * A promotion that somebody thinks of.
     *
     * @param contentHash what would come, and what an approval has to name
     * @param replaces what is there now; null when there is nothing
     * @param changes those that the environment would notice, in the order of documents and keys; secrets are masked
     * @param approvals how many people would have to agree, whoever asks not among them
     * @param approval who would have to agree as well, group by group
     */
    record Promotion(
            String application,
            String from,
            String to,
            String contentHash,
            @Nullable String replaces,
            List<ConfigDiff.Change> changes,
            int approvals,
            List<ApprovalSpec> approval) {}

    @GetMapping("/api/v1/config/{application}/promotion")
    Promotion promotion(@PathVariable String application, @RequestParam String from, @RequestParam String to) {
        ConfigView view = known.application(application);
        @Nullable String coming = known.environment(application, from).current();
        @Nullable String present = known.environment(application, to).current();
        if (coming == null) {
            throw Known.missing("No revision of " + application + " is in " + from + " yet.");
        }
        ConfigApplication after = known.snapshot(view, coming).application();
        Optional<ConfigApplication> before =
                Optional.ofNullable(present).map(id -> known.snapshot(view, id).application());
        List<EnvironmentPolicy> policies = Stream.concat(Stream.of(after), before.stream())
                .flatMap(source -> source.declaration().environments().stream())
                .filter(policy -> policy.name().equals(to))
                .toList();
        return new Promotion(
                application,
                from,
                to,
                coming,
                present,
                before.map(source -> changes(source, after, to)).orElse(List.of()),
                policies.stream().mapToInt(EnvironmentPolicy::approvals).max().orElse(0),
                policies.stream()
                        .flatMap(policy -> Stream.ofNullable(policy.approval()))
                        .distinct()
                        .toList());
    }

    private static List<ConfigDiff.Change> changes(ConfigApplication before, ConfigApplication after, String to) {
        return ConfigDiff.between(before.source(), after.source(), Sensitive.marked()).changes().stream()
                .filter(change -> !change.document().startsWith(ENVIRONMENTS)
                        || change.document().startsWith(ENVIRONMENTS + to + "/"))
                .toList();
    }
}
