package io.slipway.cli.dr;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.output.Words;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.DrillView;
import io.slipway.events.backup.view.BackupView.PolicyView;

/**
 * What to do when an environment is gone, as Markdown: for somebody who has never done it, at night, and without the Slipway
 * that is gone as well.
 */
final class Runbook {
    private final BackupView view;
    private final String environment;
    private final List<PolicyView> policies;
    private final Instant now;
    private final List<String> lines = new ArrayList<>();

    /** @throws IllegalArgumentException if no policy backs the environment up */
    Runbook(BackupView view, String environment, Instant now) {
        this.view = view;
        this.environment = environment;
        this.now = now;
        this.policies = view.policies().stream()
                .filter(policy -> policy.spec().environment().equals(environment))
                .toList();
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("no policy backs up " + environment + " of " + view.application()
                    + "; there is nothing that a runbook could bring back");
        }
    }

    String markdown() {
        line("# Disaster recovery of " + view.application() + ", " + environment);
        line("");
        line("Written by `slipway dr runbook " + view.application() + " -e " + environment + "` on "
                + now.truncatedTo(ChronoUnit.SECONDS)
                + " from the policies and drills of that moment. Keep it where it can be read when nothing else can, and write"
                + " it anew when a policy changes.");
        glance();
        contacts();
        needed();
        List<Step> steps = steps();
        line("");
        line("## In this order");
        for (int i = 0; i < steps.size(); i++) {
            line("");
            line((i + 1) + ". **" + steps.get(i).title() + "** " + steps.get(i).words());
            code(steps.get(i).commands());
        }
        withoutSlipway();
        return String.join("\n", lines) + "\n";
    }

    private void glance() {
        line("");
        line("## At a glance");
        line("");
        line("| policy | newest data | age | RPO | RTO | last drill | restored in | its data was |");
        line("|---|---|---|---|---|---|---|---|");
        for (PolicyView policy : policies) {
            DrillView drill = policy.lastDrill();
            line("| "
                    + String.join(
                            " | ",
                            policy.spec().name(),
                            policy.recoverableTo() == null
                                    ? "**none**"
                                    : policy.recoverableTo()
                                            .truncatedTo(ChronoUnit.SECONDS)
                                            .toString(),
                            policy.recoverableTo() == null ? "" : words(Duration.between(policy.recoverableTo(), now)),
                            promised(policy.spec().objectives().rpo()),
                            promised(policy.spec().objectives().rto()),
                            drill(drill),
                            drill == null ? "" : words(drill.measuredRto()),
                            drill == null || drill.measuredRpo() == null ? "" : words(drill.measuredRpo()) + " old")
                    + " |");
        }
        policies.stream()
                .flatMap(policy -> policy.missed().stream()
                        .map(missed -> "> **" + policy.spec().name() + " misses its " + Words.of(missed.objective())
                                + "** since " + missed.since().truncatedTo(ChronoUnit.SECONDS) + ": "
                                + missed.detail()))
                .forEach(this::paragraph);
        policies.stream()
                .flatMap(policy -> policy.damages().stream()
                        .map(damage -> "> **The repository of " + policy.spec().name() + " is damaged**: "
                                + damage.what() + " " + damage.id() + ", " + damage.detail()))
                .forEach(this::paragraph);
    }

    private static String drill(@Nullable DrillView drill) {
        return drill == null
                ? "**never**"
                : (drill.succeeded() ? "passed " : "**failed** ") + drill.at().truncatedTo(ChronoUnit.SECONDS);
    }

    private void contacts() {
        line("");
        line("## Whom to call");
        line("");
        List<String> contacts = policies.stream()
                .flatMap(policy -> policy.spec().contacts().stream())
                .distinct()
                .toList();
        if (contacts.isEmpty()) {
            line("Nobody is named. Name somebody: `contacts` of the policy.");
        }
        contacts.forEach(contact -> line("- " + contact));
    }

    private void needed() {
        line("");
        line("## What you need");
        line("");
        line(
                "- A host with Java 25 and this Slipway, or with restic 0.14 or newer. Neither a Slipway that runs nor a broker.");
        for (PolicyView view : policies) {
            BackupPolicy policy = view.spec();
            line("- The repository of " + policy.name() + ": `"
                    + policy.repository().location() + "`"
                    + (view.repository() == null
                            ? ""
                            : ", id `" + view.repository().substring(0, 10) + "`"));
            line("- Its passphrase: the secret `" + policy.repository().passphrase() + "`"
                    + (policy.repository().credentials() == null
                            ? ""
                            : ", and what its storage asks for: the secret `"
                                    + policy.repository().credentials() + "`"));
            policy.sources().stream()
                    .filter(BackupSource.Mongodb.class::isInstance)
                    .map(BackupSource.Mongodb.class::cast)
                    .forEach(source -> line("- An empty MongoDB for " + source.name()
                            + ", and its connection string (before the loss: the secret `" + source.uri() + "`)"));
        }
    }

    private record Step(String title, String words, List<String> commands) {}

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                "Stop what writes.",
                "Nobody may write into what is being restored, and nothing may prune. Write down the time.",
                List.of()));
        for (PolicyView policy : policies) {
            steps.add(new Step(
                    "Look at the repository of " + policy.spec().name() + ".",
                    "The newest snapshot of each source has to be there, and everything it needs.",
                    List.of(
                            "export SLIPWAY_REPOSITORY='"
                                    + policy.spec().repository().location() + "' SLIPWAY_PASSPHRASE_FILE=passphrase",
                            "slipway backup list -a " + view.application() + " -e " + environment,
                            "slipway backup check --read-data-subset 10%")));
            sources(policy).forEach(source -> steps.add(restore(policy, source)));
        }
        steps.add(new Step(
                "Deploy the application.",
                "The release that ran before the loss, in its environment.",
                List.of(
                        "slipway history " + view.application() + " -e " + environment,
                        "slipway deploy " + view.application() + " -e " + environment
                                + " --version VERSION --break-glass 'recovery: the backups begin anew' --wait")));
        steps.add(check());
        steps.add(new Step(
                "Back up again.",
                "What was restored is a new beginning: a point in time before it can be had from the old snapshots alone.",
                policies.stream()
                        .map(policy -> "slipway backup run " + view.application() + " "
                                + policy.spec().name())
                        .toList()));
        return steps;
    }

    /** The control plane first, then what the application keeps, then what was derived from it. */
    private static Stream<BackupSource> sources(PolicyView policy) {
        return policy.spec().sources().stream().sorted(Comparator.comparingInt(source -> switch (source) {
            case BackupSource.Kafka _ -> 0;
            case BackupSource.Mongodb _ -> 1;
            case BackupSource.Files _ -> 2;
            case BackupSource.Command _ -> 3;
        }));
    }

    private Step restore(PolicyView policy, BackupSource source) {
        String choice = "latest -a " + view.application() + " -e " + environment + " --source " + source.name();
        return switch (source) {
            case BackupSource.Kafka kafka ->
                new Step(
                        "Restore the topics of " + kafka.name() + ".",
                        "Into an empty cluster: " + String.join(", ", kafka.topics()) + ".",
                        List.of("slipway backup restore " + choice + " --to-kafka HOST:PORT"));
            case BackupSource.Mongodb database ->
                new Step(
                        "Restore the database " + database.name() + ".",
                        "It is refused where something is there already, unless `--overwrite` is said."
                                + moments(policy, database),
                        List.of(
                                "slipway backup restore " + choice + " --to-mongodb \"$MONGODB_URI\" --dry-run",
                                "slipway backup restore " + choice + " --to-mongodb \"$MONGODB_URI\""));
            case BackupSource.Files files ->
                new Step(
                        "Restore the files of " + files.name() + ".",
                        "They were " + String.join(", ", files.paths())
                                + "; what is there already is left alone unless `--overwrite` is said.",
                        List.of(
                                "slipway backup restore " + choice + " --to-folder / --dry-run",
                                "slipway backup restore " + choice + " --to-folder /"));
            case BackupSource.Command command ->
                new Step(
                        "Restore what `" + String.join(" ", command.command()) + "` wrote.",
                        "The file goes to whatever reads it.",
                        List.of("slipway backup cat " + choice + " " + command.file() + " --to " + command.file()));
        };
    }

    private static String moments(PolicyView policy, BackupSource.Mongodb database) {
        return policy.oplogs().stream()
                .filter(oplog -> oplog.source().equals(database.name()))
                .findFirst()
                .map(oplog -> " Any moment from " + oplog.from().truncatedTo(ChronoUnit.SECONDS) + " to "
                        + oplog.to().truncatedTo(ChronoUnit.SECONDS) + " can be had with `--at TIME`.")
                .orElse("");
    }

    private Step check() {
        List<String> checks = policies.stream()
                .map(policy -> policy.spec().drill())
                .filter(drill -> drill != null && !drill.check().isEmpty())
                .map(drill -> String.join(" ", drill.check()))
                .distinct()
                .toList();
        return new Step(
                "Look whether it is right.",
                checks.isEmpty()
                        ? "No policy names a check of the application's own: look at what people use first."
                        : "The application's own check, which the drills run as well:",
                checks);
    }

    private void withoutSlipway() {
        line("");
        line("## Without Slipway");
        line("");
        line("The repository is restic's. With restic and MongoDB's own tools alone:");
        for (PolicyView policy : policies) {
            List<String> commands = new ArrayList<>();
            String restic = "restic -r " + policy.spec().repository().location() + " -p passphrase";
            sources(policy).forEach(source -> {
                String tags = "--tag application=" + view.application() + ",environment=" + environment + ",source="
                        + source.name();
                commands.add(
                        source instanceof BackupSource.Mongodb
                                ? restic + " dump " + tags
                                        + " latest dump.archive | mongorestore --uri \"$MONGODB_URI\" --archive --oplogReplay"
                                : restic + " restore latest " + tags + " --target /restored/" + source.name());
            });
            code(commands);
        }
    }

    private static String promised(@Nullable Duration objective) {
        return objective == null ? "not promised" : words(objective);
    }

    private static String words(@Nullable Duration duration) {
        return duration == null ? "" : duration.toDays() > 1 ? duration.toDays() + " d" : Words.of(duration);
    }

    private void paragraph(String text) {
        line("");
        line(text);
    }

    private void code(List<String> commands) {
        if (commands.isEmpty()) {
            return;
        }
        line("");
        line("   ```");
        commands.forEach(command -> line("   " + command));
        line("   ```");
    }

    private void line(String text) {
        lines.add(text);
    }
}
