package io.slipway.config.application;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.events.config.EnvironmentPolicy;
import io.slipway.events.config.RolloutStage;
import io.slipway.events.deploy.pipeline.EnvironmentSpec.ApprovalSpec;

/** Reads {@code slipway-config.yaml}; all that is wrong with it comes together, each with its place. */
final class DeclarationReader {
    static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");
    static final String NAME_EXPECTED =
            "lower-case letters, digits and hyphens are expected, beginning with a letter, at most 40 of them";
    private static final Pattern KEY =
            Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,39}(\\.[A-Za-z][A-Za-z0-9_-]{0,39}){0,5}");
    private static final String KEY_EXPECTED = "the key under which feature flags stand is expected, like flags";
    private static final int MOST_ENVIRONMENTS = 20;
    private static final int MOST_SERVICES = 200;
    private static final int MOST_TEMPLATES = 50;
    private static final int MOST_APPROVALS = 10;
    private static final int MOST_STAGES = 10;

    private final ConfigTree tree;
    private final List<Fault> faults = new ArrayList<>();

    DeclarationReader(ConfigTree tree) {
        this.tree = tree;
    }

    Parsed<Declaration> read() {
        Fields root = new Fields("", tree.root(), faults);
        List<EnvironmentPolicy> environments = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Fields fields : root.objects("environments", MOST_ENVIRONMENTS)) {
            environment(fields, known).ifPresent(environments::add);
        }
        if (environments.isEmpty() && faults.isEmpty()) {
            root.fault("environments", "at least one environment is expected");
        }
        List<String> services = root.texts("services", MOST_SERVICES, NAME, NAME_EXPECTED);
        @Nullable
        String flags = root.has("flags") ? root.text("flags", KEY, KEY_EXPECTED).orElse(null) : null;
        List<TemplateUse> templates = new ArrayList<>();
        TemplateReader reader = new TemplateReader(known, services);
        root.objects("templates", MOST_TEMPLATES)
                .forEach(fields -> reader.read(fields).ifPresent(templates::add));
        root.nothingElse("environments", "services", "flags", "templates");
        return faults.isEmpty()
                ? Parsed.valid(new Declaration(environments, services, flags, templates))
                : Parsed.refused(faults);
    }

    private Optional<EnvironmentPolicy> environment(Fields fields, Set<String> earlier) {
        Optional<String> name = fields.text("name", NAME, NAME_EXPECTED);
        @Nullable
        String from = fields.has("promotedFrom")
                ? fields.text("promotedFrom", NAME, NAME_EXPECTED).orElse(null)
                : null;
        if (from != null && !earlier.contains(from)) {
            fields.fault("promotedFrom", "no environment above this one has the name " + from);
        }
        int approvals = fields.has("approvals") ? fields.number("approvals", 0, MOST_APPROVALS) : 0;
        List<RolloutStage> stages = new ArrayList<>();
        fields.objects("stages", MOST_STAGES).forEach(stage -> stage(stage).ifPresent(stages::add));
        @Nullable
        ApprovalSpec approval =
                fields.object("approval").map(ApprovalReader::read).orElse(null);
        if (approval != null && fields.has("approvals")) {
            fields.fault("approvals", "stands alone; say the number in approval as required");
        }
        fields.nothingElse("name", "promotedFrom", "approvals", "approval", "stages");
        if (name.isEmpty()) {
            if (!fields.has("name")) {
                fields.fault("name", "is missing");
            }
            return Optional.empty();
        }
        if (!earlier.add(name.get())) {
            fields.fault("name", "two environments have this name");
        }
        stages.add(RolloutStage.all());
        return Optional.of(new EnvironmentPolicy(name.get(), from, approvals, stages, approval));
    }

    /** Some of the instances; that everybody follows needs not be said. */
    private static Optional<RolloutStage> stage(Fields fields) {
        @Nullable
        String group =
                fields.has("group") ? fields.text("group", NAME, NAME_EXPECTED).orElse(null) : null;
        int percent = fields.has("percent") ? fields.number("percent", 1, 100) : 100;
        if (!fields.has("group") && !fields.has("percent")) {
            fields.fault("percent", "a stage names a percentage of the instances, a group of them, or both");
        }
        Optional<Duration> soak = fields.duration("soak");
        fields.nothingElse("percent", "group", "soak");
        return percent < 1 ? Optional.empty() : soak.map(time -> new RolloutStage(percent, group, time));
    }
}
