package io.slipway.events.backup.runbook;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.DrillView;
import io.slipway.events.backup.view.BackupView.PolicyView;

/**
 * What to do when an environment is gone, as Markdown: for somebody who has never done it, at night, and without the Slipway
 * that is gone as well. Secrets are named and never in it, so that it may lie where everybody finds it.
 */
public final class Runbook {
    /** Where the facts are from. */
    public enum Origin {
        /** Policies and drills, as a Slipway that runs knows them. */
        POLICIES,
        /** Snapshots and their tags alone: nobody promised anything there, and nobody can be called. */
        REPOSITORY
    }

    private final String application;
    private final String environment;
    private final List<PolicyView> policies;
    private final Origin origin;
    private final Instant now;

    /** @throws IllegalArgumentException if no policy backs the environment up */
    public Runbook(BackupView view, String environment, Origin origin, Instant now) {
        this.application = view.application();
        this.environment = environment;
        this.origin = origin;
        this.now = now;
        this.policies = view.policies().stream()
                .filter(policy -> policy.spec().environment().equals(environment))
                .toList();
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("no policy backs up " + environment + " of " + application
                    + "; there is nothing that a runbook could bring back");
        }
    }

    /** The whole text. */
    public String markdown() {
        Page page = new Page()
                .line("# Disaster recovery of " + application + ", " + environment)
                .paragraph(written());
        glance(page);
        contacts(page);
        needed(page);
        page.paragraph("## In this order");
        List<RecoveryStep> steps = new RecoverySteps(application, environment, policies, origin).all();
        for (int i = 0; i < steps.size(); i++) {
            page.paragraph("### " + (i + 1) + ". " + steps.get(i).title())
                    .paragraph(steps.get(i).words())
                    .code(steps.get(i).commands());
        }
        new ResticSteps(application, environment, policies).write(page);
        return page.toString();
    }

    private String written() {
        String command = "slipway dr runbook " + application + " -e " + environment;
        String at = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return switch (origin) {
            case POLICIES ->
                "Written by `" + command + "` on " + at
                        + " from the policies and drills of that moment. Keep it where it can be read when nothing else can,"
                        + " and write it anew when a policy changes.";
            case REPOSITORY ->
                "Written by `" + command + " --repository "
                        + policies.getFirst().spec().repository().location() + "` on " + at
                        + " from the snapshots alone. Whom to call, what was promised and what drills measured, a Slipway that"
                        + " runs would have added.";
        };
    }

    private void glance(Page page) {
        page.paragraph("## At a glance")
                .paragraph("| policy | newest data | age | RPO | RTO | last drill | restored in | its data was |")
                .line("|---|---|---|---|---|---|---|---|");
        policies.forEach(policy -> page.line("| " + String.join(" | ", cells(policy)) + " |"));
        for (PolicyView policy : policies) {
            policy.missed()
                    .forEach(missed -> page.paragraph("> **" + policy.spec().name() + " misses its "
                            + missed.objective().name().toLowerCase(Locale.ROOT).replace('_', ' ') + "** since "
                            + missed.since().truncatedTo(ChronoUnit.SECONDS) + ": " + missed.detail()));
            policy.damages()
                    .forEach(damage -> page.paragraph(
                            "> **The repository of " + policy.spec().name() + " is damaged**: " + damage.what() + " "
                                    + damage.id() + ", " + damage.detail()));
        }
    }

    private List<String> cells(PolicyView policy) {
        @Nullable Instant newest = policy.recoverableTo();
        @Nullable DrillView drill = policy.lastDrill();
        return List.of(
                policy.spec().name(),
                newest == null
                        ? "**none**"
                        : newest.truncatedTo(ChronoUnit.SECONDS).toString(),
                newest == null ? "" : Spans.of(Duration.between(newest, now)),
                promised(policy.spec().objectives().rpo()),
                promised(policy.spec().objectives().rto()),
                drill == null
                        ? never()
                        : (drill.succeeded() ? "passed " : "**failed** ")
                                + drill.at().truncatedTo(ChronoUnit.SECONDS),
                drill == null || drill.measuredRto() == null ? "" : Spans.of(drill.measuredRto()),
                drill == null || drill.measuredRpo() == null ? "" : Spans.of(drill.measuredRpo()) + " old");
    }

    private String never() {
        return origin == Origin.POLICIES ? "**never**" : "not known";
    }

    private String promised(@Nullable Duration objective) {
        return objective != null ? Spans.of(objective) : origin == Origin.POLICIES ? "not promised" : "not known";
    }

    private void contacts(Page page) {
        List<String> contacts = policies.stream()
                .flatMap(policy -> policy.spec().contacts().stream())
                .distinct()
                .toList();
        page.paragraph("## Whom to call");
        if (contacts.isEmpty()) {
            page.paragraph(
                    origin == Origin.POLICIES
                            ? "Nobody is named. Name somebody: `contacts` of the policy."
                            : "The snapshots do not say. The policy does, under `contacts`.");
            return;
        }
        page.line("");
        for (int i = 0; i < contacts.size(); i++) {
            page.line((i + 1) + ". " + contacts.get(i));
        }
    }

    private void needed(Page page) {
        page.paragraph("## What you need")
                .line("")
                .line(
                        "- A host with a JDK 25 and a checkout of Slipway, where `slipway` is `./slipway`; or restic 0.14 or"
                                + " newer. Neither a Slipway that runs nor a broker.");
        policies.forEach(policy -> needed(page, policy));
    }

    private void needed(Page page, PolicyView view) {
        BackupPolicy policy = view.spec();
        page.line("- The repository of " + policy.name() + ": `"
                + policy.repository().location() + "`"
                + (view.repository() == null
                        ? ""
                        : ", id `"
                                + view.repository()
                                        .substring(
                                                0,
                                                Math.min(10, view.repository().length())) + "`"));
        if (origin == Origin.REPOSITORY) {
            page.line("- Its passphrase: the one that opened it when this was written");
        } else {
            page.line("- Its passphrase: the secret `" + policy.repository().passphrase() + "`"
                    + (policy.repository().credentials() == null
                            ? ""
                            : ", and what its storage asks for: the secret `"
                                    + policy.repository().credentials() + "`"));
        }
        for (BackupSource source : policy.sources()) {
            if (source instanceof BackupSource.Mongodb database) {
                page.line("- An empty MongoDB for " + database.name() + ", and its connection string"
                        + (origin == Origin.REPOSITORY
                                ? ""
                                : " (before the loss: the secret `" + database.uri() + "`)"));
            }
        }
    }
}
