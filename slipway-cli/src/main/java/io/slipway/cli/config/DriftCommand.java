package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.cli.config.drift.ConfigMapManifest;
import io.slipway.cli.config.drift.Desired;
import io.slipway.cli.config.drift.Difference;
import io.slipway.cli.config.drift.Location;
import io.slipway.cli.config.drift.ProcessEnvironment;
import io.slipway.cli.config.drift.RenderedFile;
import io.slipway.cli.output.Table;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

@Command(
        name = "drift",
        description = {
            "Show what runs with another configuration than it should: the instances that say so themselves, or a file,"
                    + " a process or a ConfigMap with what differs in it.",
            "Ends with 1 when something differs and was not mended. Secrets are masked."
        })
public final class DriftCommand extends ApplicationCommand {
    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
    private String environment = "";

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "A rendered file: YAML, JSON, .properties or .env by its name. Can be given several times.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--process",
            paramLabel = "PID",
            description = "A process of this host, by its environment variables. Can be given several times.")
    private List<Long> processes = new ArrayList<>();

    @Option(
            names = "--configmap",
            paramLabel = "FILE",
            description = "The manifest of a ConfigMap of environment variables, as kubectl get -o yaml writes it."
                    + " Can be given several times.")
    private List<Path> configMaps = new ArrayList<>();

    @Option(
            names = "--secrets",
            description =
                    "Compare secrets too, which takes the right to read them and is recorded. Without it they have"
                            + " only to be there.")
    private boolean secrets;

    @Option(
            names = "--reconcile",
            description =
                    "Mend it: write files anew; without one, ask the instances to fetch their configuration again.")
    private boolean reconcile;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Override
    protected ExitCode run(ConfigApi config) throws IOException {
        List<Location> locations = new ArrayList<>();
        files.forEach(file -> locations.add(new RenderedFile(file)));
        processes.forEach(pid -> locations.add(new ProcessEnvironment(pid)));
        configMaps.forEach(file -> locations.add(new ConfigMapManifest(file)));
        return locations.isEmpty() ? instances(config) : locations(config, locations);
    }

    /** @param mended whether it is now as it should be */
    record Found(String location, List<Difference> differences, boolean mended) {}

    record Drift(String application, String environment, String revision, List<Found> found) {}

    private ExitCode locations(ConfigApi config, List<Location> locations) throws IOException {
        ConfigApi.Effective written = config.effective(environment, target);
        Map<String, JsonNode> values = secrets ? config.plain(environment, target) : written.values();
        Desired desired = Desired.of(application(), written.values(), values);
        if (reconcile && !files.isEmpty() && !secrets && !desired.secrets().isEmpty()) {
            throw new IllegalArgumentException(
                    "there are secrets in it, which would be written encrypted: give --secrets");
        }
        List<Found> found = new ArrayList<>();
        for (Location location : locations) {
            List<Difference> differences = location.compare(desired);
            boolean mended = reconcile && !differences.isEmpty() && location.mend(desired);
            found.add(new Found(location.name(), differences, mended));
        }
        print(new Drift(application(), environment, written.revision(), found), desired);
        return found.stream()
                        .anyMatch(one -> !one.mended() && !one.differences().isEmpty())
                ? ExitCode.FAILED
                : ExitCode.DONE;
    }

    private void print(Drift drift, Desired desired) {
        if (!output().isTable()) {
            print(drift);
            return;
        }
        for (Found found : drift.found()) {
            Table table = new Table("KEY", "SHOULD BE", "IS");
            found.differences()
                    .forEach(difference ->
                            table.row(difference.key(), cell(difference.desired()), cell(difference.actual())));
            terminal().out().println(found.location() + ":");
            table.print(terminal(), "As revision " + Revisions.brief(drift.revision()) + " says.");
            if (found.mended()) {
                terminal().out().println("Written anew; whoever reads it has to be told or restarted.");
            } else if (reconcile && !found.differences().isEmpty()) {
                terminal().err().println("slipway: " + found.location() + " keeps its variables; restart it.");
            }
        }
        if (!desired.opened() && !desired.secrets().isEmpty()) {
            terminal().err().println("Secrets, not compared: " + String.join(", ", desired.secrets()));
        }
    }

    private static String cell(@Nullable String value) {
        return value == null ? "-" : value;
    }

    private ExitCode instances(ConfigApi config) {
        ConfigApi.Instances instances = config.instances(environment);
        if (output().isTable()) {
            Table table = new Table("INSTANCE", "SERVICE", "RUNS", "SHOULD RUN", "DIFFERS IN", "SINCE", "ALERTED");
            instances
                    .drifting()
                    .forEach(one -> table.row(
                            one.instance(),
                            cell(one.service()),
                            Revisions.brief(one.running()),
                            Revisions.brief(one.desired()),
                            one.kind().name().toLowerCase(Locale.ROOT),
                            one.since().toString(),
                            one.alerted() ? "yes" : "no"));
            table.print(
                    terminal(),
                    instances.heard().size() + " instances are heard of, and all run with what they should.");
        } else {
            print(instances);
        }
        if (instances.drifting().isEmpty()) {
            return ExitCode.DONE;
        }
        if (reconcile) {
            config.reconcile(environment);
            terminal().err().println("They are asked to fetch their configuration again; look again in a minute.");
        }
        return ExitCode.FAILED;
    }
}
