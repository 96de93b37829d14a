package io.slipway.cli.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.api.Accepted;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.backup.BackupApi;
import io.slipway.cli.output.Terminal;
import io.slipway.cli.output.Words;
import io.slipway.events.backup.view.BackupRunsView.RunStatus;
import io.slipway.events.backup.view.BackupRunsView.RunView;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.backup.view.BackupView.DrillView;
import io.slipway.events.deploy.BackupStanding;
import io.slipway.events.deploy.DeploymentState;
import io.slipway.events.deploy.view.DeploymentView;

/**
 * The chapter about backups: a gate stops deployments while what they stand on is not backed up and proven; a backup and a
 * drill open it; and what is lost comes back. No moment depends on how fast the host is.
 */
final class DemoBackup {
    private static final String APPLICATION = "greeter";
    private static final String PATH = "/api/v1/applications/" + APPLICATION;
    private static final String POLICY = "/api/v1/backups/" + APPLICATION + "/policies/nightly";
    private static final String TRAINING = "training";
    private static final String VERSION = "1.0.0";
    private static final int DOCUMENTS = 500;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ApiClient admin;
    private final ApiClient ann;
    private final Terminal terminal;
    private final Path data;
    private final String pipeline;
    private final List<DeploymentView> ended = new ArrayList<>();
    private final List<String> notAsTold = new ArrayList<>();

    /**
     * @param ann somebody else, whose role is to approve
     * @param data the data folder, which has a folder for secrets
     * @param pipeline the example's, with the ports of the demo
     */
    DemoBackup(ApiClient admin, ApiClient ann, Terminal terminal, Path data, byte[] pipeline) {
        this.admin = admin;
        this.ann = ann;
        this.terminal = terminal;
        this.data = data.toAbsolutePath().normalize();
        this.pipeline = new String(pipeline, StandardCharsets.UTF_8);
    }

    /** Tells it. */
    void run() throws InterruptedException {
        try (DemoDatabase database = DemoDatabase.start()) {
            database.fill(DOCUMENTS);
            prepare(database);
            apply();
            tell(database);
        } catch (IOException e) {
            notAsTold.add("the chapter about backups could not be told: " + e.getMessage());
        }
    }

    /** The deployments of the chapter, in order. */
    List<DeploymentView> ended() {
        return ended;
    }

    /** What went otherwise. */
    List<String> notAsTold() {
        return notAsTold;
    }

    private void prepare(DemoDatabase database) throws IOException {
        Path secrets = Files.createDirectories(data.resolve("secrets"));
        Files.writeString(secrets.resolve("GREETER_BACKUP_PASSPHRASE"), "only for this demo\n");
        Files.writeString(secrets.resolve("GREETER_MONGODB_URI"), database.uri() + "\n");
        Path guestbook = Files.createDirectories(data.resolve("guestbook"));
        for (int page = 1; page <= 3; page++) {
            Files.writeString(
                    guestbook.resolve("page-" + page + ".txt"), ("It was nice here. " + page + "\n").repeat(1000));
        }
    }

    /** The example backs production up; here it is training, which nobody uses at the moment. */
    private void apply() {
        byte[] file = pipeline.replace(
                        "/var/backups/greeter", data.resolve("backups").toString())
                .replace("/srv/greeter/guestbook", data.resolve("guestbook").toString())
                .replace(
                        "- name: nightly\n      environment: production",
                        "- name: nightly\n      environment: " + TRAINING)
                .replace(
                        "      queue: {policy: supersede}\n",
                        "      queue: {policy: supersede}\n      gates: [{type: backupFresh, name: backup-fresh}]\n")
                .getBytes(StandardCharsets.UTF_8);
        admin.apply(APPLICATION, file);
        admin.applyBackups(APPLICATION, file);
    }

    private void tell(DemoDatabase database) throws InterruptedException {
        awaitStanding("to have no backup", standing -> standing.recoverableTo() == null);
        refused("Training wants fresh and proven backups now; version 1.0.0 is deployed");

        RunView backup = end(admin.command(POLICY + "/run", Map.of("reason", "before the deployment")));
        say("A database (simulated, no MongoDB is needed here) and a folder are backed up", backup.progress());
        awaitStanding("to have a backup", standing -> standing.recoverableTo() != null);
        refused("Version 1.0.0 is deployed again");

        end(admin.command(POLICY + "/drill", Map.of()));
        DrillView drill = drill();
        if (drill != null) {
            say(
                    "A restore is rehearsed beside the original, and compared",
                    "measured RTO " + words(drill.measuredRto()) + ", measured RPO " + words(drill.measuredRpo()));
        }
        awaitStanding("to be proven", standing -> standing.alarm() == null && standing.drilled() != null);
        String id = deploy();
        await(id, DeploymentState.AWAITING_APPROVAL);
        ann.command("/api/v1/deployments/" + id + "/approve", Map.of());
        DeploymentView through = await(id, DeploymentState.SUCCEEDED);
        ended.add(through);
        say(
                "Version 1.0.0 is deployed again, and Ann agrees",
                id + ": " + through.steps().getFirst().message());

        database.lose();
        long left = database.count();
        RunView restore = end(admin.command(
                POLICY + "/restore",
                Map.of("snapshot", "latest", "source", "database", "overwrite", true, "reason", "it was dropped")));
        say(
                "Somebody drops the database: " + left + " documents are left",
                database.count() + " are back in "
                        + Words.duration(restore.startedAt(), restore.endedAt(), Instant.now()));
        expect(database.count() == DOCUMENTS, DOCUMENTS + " documents were to be back, " + database.count() + " are");
    }

    private void refused(String what) throws InterruptedException {
        DeploymentView view = await(deploy(), DeploymentState.REJECTED);
        ended.add(view);
        say(what, "refused: " + view.message());
        expect(
                view.message().contains("backup-fresh"),
                view.id() + " was to be refused by the gate backup-fresh, it says: " + view.message());
    }

    private String deploy() {
        return admin.command(PATH + "/deployments", Map.of("version", VERSION, "environment", TRAINING))
                .requireSubject();
    }

    private RunView end(Accepted accepted) throws InterruptedException {
        String id = accepted.requireSubject();
        Instant until = Instant.now().plus(LIMIT);
        RunView run = run(id);
        while (!over(run.status()) && Instant.now().isBefore(until)) {
            Thread.sleep(50);
            run = run(id);
        }
        expect(
                run.status() == RunStatus.SUCCEEDED,
                id + " was to succeed, it is " + Words.of(run.status()) + ": " + run.progress());
        return run;
    }

    private RunView run(String id) {
        return new BackupApi(admin, APPLICATION).run(id);
    }

    private static boolean over(RunStatus status) {
        return switch (status) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            case WAITING, RUNNING, RETRYING -> false;
        };
    }

    private @Nullable DrillView drill() {
        BackupView view = new BackupApi(admin, APPLICATION).view();
        DrillView drill = view.policies().getFirst().lastDrill();
        expect(drill != null && drill.succeeded(), "a drill was to pass, it is " + drill);
        return drill;
    }

    /** What the gate knows comes to it through Kafka. */
    private void awaitStanding(String inWords, Predicate<BackupStanding> expected) throws InterruptedException {
        Instant until = Instant.now().plus(LIMIT);
        while (admin.application(APPLICATION).environments().stream()
                .filter(environment -> environment.name().equals(TRAINING) && environment.backups() != null)
                .flatMap(environment -> environment.backups().stream())
                .noneMatch(expected)) {
            if (Instant.now().isAfter(until)) {
                notAsTold.add("the environment training was " + inWords + ", as the gate knows it");
                return;
            }
            Thread.sleep(50);
        }
    }

    private DeploymentView await(String id, DeploymentState expected) throws InterruptedException {
        Instant until = Instant.now().plus(LIMIT);
        DeploymentView view = admin.deployment(id);
        while (view.state() != expected
                && !view.state().terminal()
                && Instant.now().isBefore(until)) {
            Thread.sleep(50);
            view = admin.deployment(id);
        }
        expect(
                view.state() == expected,
                id + " was to be " + Words.of(expected) + ", it is " + Words.of(view.state()) + ": " + view.message());
        return view;
    }

    private static String words(@Nullable Duration duration) {
        return duration == null ? "unknown" : Words.of(duration);
    }

    private void say(String what, String outcome) {
        terminal.err().println(what + " → " + outcome);
    }

    private void expect(boolean asTold, String otherwise) {
        if (!asTold) {
            notAsTold.add(otherwise);
        }
    }
}
