package io.slipway.events.backup.runbook;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.policy.DrillSpec;
import io.slipway.events.backup.view.BackupView.PolicyView;

/** What is done in which order: the repository, what was kept, Slipway, the release, and the next backup. */
record RecoverySteps(String application, String environment, List<PolicyView> policies, Runbook.Origin origin) {
    /** The control plane first, then what the application keeps, then what was derived from it. */
    static Stream<BackupSource> inOrder(PolicyView policy) {
        return policy.spec().sources().stream().sorted(Comparator.comparingInt(source -> switch (source) {
            case BackupSource.Kafka _ -> 0;
            case BackupSource.Mongodb _ -> 1;
            case BackupSource.Files _ -> 2;
            case BackupSource.Command _ -> 3;
        }));
    }

    List<RecoveryStep> all() {
        List<RecoveryStep> steps = new ArrayList<>();
        steps.add(new RecoveryStep(
                "Stop what writes",
                "Nobody may write into what is being restored, and nothing may prune. Write down the time.",
                List.of()));
        for (PolicyView policy : policies) {
            steps.add(look(policy));
            inOrder(policy).map(source -> restore(policy, source)).forEach(steps::add);
        }
        steps.add(start());
        steps.add(
                new RecoveryStep(
                        "Deploy the application",
                        "The release that ran before the loss, from its sources (`--source FOLDER`, or `--repository URL --ref REF`)"
                                + " or from what CI built (`--artifact SERVICE=ADDRESS`). The glass is broken because the gate for"
                                + " fresh backups would wait for a backup of what is only now coming back.",
                        List.of(
                                "slipway deploy " + application + " -e " + environment
                                        + " --version VERSION --source FOLDER --break-glass 'recovery: the backups begin anew' --wait")));
        steps.add(check());
        steps.add(new RecoveryStep(
                "Back up again, and prove it",
                "What was restored is a new beginning: a point in time before it can be had from the old snapshots alone.",
                policies.stream()
                        .flatMap(policy -> Stream.of("run", "drill")
                                .map(verb -> "slipway backup " + verb + " " + application + " "
                                        + policy.spec().name() + " --wait"))
                        .toList()));
        return steps;
    }

    private RecoveryStep look(PolicyView view) {
        BackupPolicy policy = view.spec();
        Place place = new Place(policy.repository());
        List<String> commands = new ArrayList<>(place.signingIn());
        commands.add("slipway backup list -a " + application + " -e " + environment + " " + place.options());
        commands.add("slipway backup check --read-data-subset 10% " + place.options());
        return new RecoveryStep(
                "Look at the repository of " + policy.name(),
                "Write its passphrase into the first line of a file `"
                        + policy.repository().passphrase()
                        + "` that only you can read." + place.hint()
                        + " The newest snapshot of each source has to be there, and everything it needs; `--read-data` instead"
                        + " of `--read-data-subset 10%` reads all of it. Where something is damaged, take an older snapshot by"
                        + " its id in place of `latest`.",
                commands);
    }

    private RecoveryStep restore(PolicyView policy, BackupSource source) {
        Place place = new Place(policy.spec().repository());
        String choice = "latest -a " + application + " -e " + environment + " --source " + source.name() + " ";
        String restore = "slipway backup restore " + choice + place.options();
        return switch (source) {
            case BackupSource.Kafka kafka ->
                new RecoveryStep(
                        "Restore the topics of " + kafka.name(),
                        "Into an empty cluster of your own"
                                + (kafka.topics().isEmpty() ? "" : " (" + String.join(", ", kafka.topics()) + ")")
                                + newest(policy, source),
                        List.of(restore + " --to-kafka HOST:PORT"));
            case BackupSource.Mongodb database ->
                new RecoveryStep(
                        "Restore the database " + database.name(),
                        "It is refused where something is there already, unless `--overwrite` is said."
                                + moments(policy, database) + newest(policy, source),
                        List.of(
                                restore + " --to-mongodb \"$MONGODB_URI\" --dry-run",
                                restore + " --to-mongodb \"$MONGODB_URI\""));
            case BackupSource.Files files ->
                new RecoveryStep(
                        "Restore the files of " + files.name(),
                        "They go back to where they were: "
                                + String.join(
                                        ", ",
                                        files.paths().stream()
                                                .map(path -> "`" + path + "`")
                                                .toList())
                                + ". What is there already is left alone unless `--overwrite` is said; `--to-folder /restored`"
                                + " puts them elsewhere." + newest(policy, source),
                        List.of(restore + " --to-folder / --dry-run", restore + " --to-folder / --verify"));
            case BackupSource.Command command ->
                new RecoveryStep(
                        "Restore what "
                                + (command.command().isEmpty()
                                        ? "the command of " + command.name()
                                        : "`" + Shell.line(command.command()) + "`")
                                + " wrote",
                        "The file goes to whatever reads it." + newest(policy, source),
                        List.of("slipway backup cat "
                                + choice.replaceFirst("^latest", "latest " + Shell.quoted("/" + command.file()))
                                + place.options() + " --to " + Shell.quoted(command.file())));
        };
    }

    private static String newest(PolicyView policy, BackupSource source) {
        return policy.snapshots().stream()
                .filter(snapshot -> snapshot.source().equals(source.name()))
                .findFirst()
                .map(snapshot -> " The newest snapshot when this was written: `"
                        + snapshot.id().substring(0, Math.min(8, snapshot.id().length())) + "` of "
                        + snapshot.time().truncatedTo(ChronoUnit.SECONDS) + ".")
                .orElse(" **When this was written there was no snapshot of it yet.**");
    }

    private static String moments(PolicyView policy, BackupSource.Mongodb database) {
        return policy.oplogs().stream()
                .filter(oplog -> oplog.source().equals(database.name()))
                .findFirst()
                .map(oplog -> " Any moment from " + oplog.from().truncatedTo(ChronoUnit.SECONDS) + " to "
                        + oplog.to().truncatedTo(ChronoUnit.SECONDS) + " can be had with `--at TIME`.")
                .orElse("");
    }

    private RecoveryStep start() {
        Stream<PolicyView> withTopics = policies.stream()
                .filter(policy -> policy.spec().sources().stream().anyMatch(BackupSource.Kafka.class::isInstance));
        String secrets =
                " Put the secrets that the policies name into `.slipway/secrets`, a file each, before the next backup.";
        return withTopics
                .findFirst()
                .map(policy -> new RecoveryStep(
                        "Start Slipway",
                        "Its own topics are in the backup: services that are pointed at the cluster restored above go on with"
                                + " every application, deployment and policy of then. A Slipway with a broker of its own needs"
                                + " no cluster: a drill restores everything into folders, and the one of the topics is a data"
                                + " folder to start on." + secrets,
                        List.of(
                                "slipway dr drill " + new Place(policy.spec().repository()).options()
                                        + " --work recovered",
                                "slipway up -d --data-folder recovered/" + application + "-" + environment + "-"
                                        + topics(policy).name(),
                                "slipway history " + application + " -e " + environment)))
                .orElseGet(() -> new RecoveryStep(
                        "Start Slipway, and tell it of the application",
                        "Its own topics are not in the backup, so it knows nothing yet: `slipway.yaml` is where the"
                                + " application's sources are." + secrets,
                        List.of("slipway up -d", "slipway apply -f slipway.yaml")));
    }

    private static BackupSource topics(PolicyView policy) {
        return inOrder(policy).findFirst().orElseThrow();
    }

    private RecoveryStep check() {
        List<String> checks = policies.stream()
                .map(policy -> policy.spec().drill())
                .filter(drill -> drill != null && !drill.check().isEmpty())
                .map(DrillSpec::check)
                .map(Shell::line)
                .distinct()
                .toList();
        if (checks.isEmpty()) {
            return new RecoveryStep(
                    "Look whether it is right",
                    origin == Runbook.Origin.POLICIES
                            ? "No policy names a check of the application's own: look at what people use first."
                            : "With the application's own check, where its policy names one, and at what people use first.",
                    List.of());
        }
        List<String> commands = new ArrayList<>(List.of("export SLIPWAY_DRILL_FOLDER=/"));
        List<String> databases = policies.stream()
                .flatMap(policy -> policy.spec().sources().stream())
                .filter(BackupSource.Mongodb.class::isInstance)
                .map(BackupSource.Mongodb.class::cast)
                .flatMap(source -> source.databases().stream())
                .distinct()
                .map(name -> name + "=" + name)
                .toList();
        if (!databases.isEmpty()) {
            commands.add("export SLIPWAY_DRILL_URI=\"$MONGODB_URI\" SLIPWAY_DRILL_DATABASES='"
                    + String.join(" ", databases) + "'");
        }
        commands.addAll(checks);
        return new RecoveryStep(
                "Look whether it is right",
                "The application's own check, which the drills run as well, and what people use first. The check finds what to"
                        + " look at in its environment, as in a drill.",
                commands);
    }
}
