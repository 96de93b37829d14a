package io.slipway.cli.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.edit.DocumentEdit;
import io.slipway.config.edit.Edited;
import io.slipway.config.exchange.FileSet;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.LayerPath;
import io.slipway.events.config.view.ConfigView;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "set",
        description = {
            "Change single keys in the document they belong into, and make a revision of it.",
            "Comments and layout stay; where they cannot, that is said. Secrets are encrypted first, see: slipway config encrypt"
        })
public final class SetCommand extends ApplicationCommand {
    private static final String BASE = "base";

    @Parameters(
            index = "1",
            paramLabel = "ENVIRONMENT",
            description = "Where the keys are set; base for what all environments share.")
    private String environment = "";

    @Parameters(
            index = "2..*",
            paramLabel = "KEY=VALUE",
            description =
                    "The value as YAML has it: 30, true, [a, b], '\"30\"' for text; null deletes what lower layers say.")
    private List<String> typed = new ArrayList<>();

    @Option(
            names = "--unset",
            paramLabel = "KEY",
            description = "Take the key out of this layer; what lower layers say is in force again. May be repeated.")
    private List<String> unset = new ArrayList<>();

    @Option(names = "--text", description = "Values are text, whatever they look like.")
    private boolean text;

    @Option(names = "--service", paramLabel = "SERVICE", description = "For this service alone.")
    private @Nullable String service;

    @Option(
            names = "--instance-group",
            paramLabel = "GROUP",
            description = "For this group of the service's instances alone.")
    private @Nullable String group;

    @Option(
            names = "--document",
            paramLabel = "FILE",
            description = "In this document of the layer. Default: the one that sets the key or the group it is in, or"
                    + " application.yaml.")
    private @Nullable String document;

    @Mixin
    private CommitOptions commit = new CommitOptions();

    @Override
    protected ExitCode run(ConfigApi config) throws InterruptedException {
        if (typed.isEmpty() && unset.isEmpty()) {
            throw new IllegalArgumentException("name what is to be set: KEY=VALUE, or --unset KEY");
        }
        List<Assignment> assignments =
                typed.stream().map(word -> Assignment.parse(word, text)).toList();
        ConfigView view = config.view();
        String head = Revisions.newest(view);
        SortedMap<String, String> documents = config.documents(head);
        ConfigSource source = ConfigApplication.of(FileSet.ofTexts(documents).files())
                .orThrow()
                .source();
        DocumentChoice choice = new DocumentChoice(source, layer(view));
        Map<String, @Nullable String> changed = new LinkedHashMap<>();
        assignments.forEach(each -> {
            String path = path(choice, each.key());
            edit(path, DocumentEdit.set(path, now(path, changed, documents), each.key(), each.value()), changed);
        });
        unset.forEach(name -> {
            KeyPath key = Assignment.key(name);
            List<String> paths = choice.setting(key);
            if (paths.isEmpty()) {
                terminal()
                        .err()
                        .println(name + " is not set in " + choice.layer().folder());
            }
            paths.forEach(path -> edit(path, DocumentEdit.remove(path, now(path, changed, documents), key), changed));
        });
        changed.entrySet()
                .removeIf(entry -> entry.getValue() != null && entry.getValue().equals(documents.get(entry.getKey())));
        if (changed.isEmpty()) {
            terminal()
                    .err()
                    .println("Nothing is different; " + application() + " stays at revision " + Revisions.brief(head));
            return commit.conclude(config, terminal(), output(), head);
        }
        String made = config.commit(head, changed, false, commit.reason()).requireSubject();
        terminal().err().println("changed " + String.join(", ", changed.keySet()));
        return commit.conclude(config, terminal(), output(), made);
    }

    private LayerPath layer(ConfigView view) {
        boolean known = Revisions.environment(view, environment).isPresent();
        if (!known && !environment.equals(BASE)) {
            throw new IllegalArgumentException("the configuration of " + application() + " declares no environment "
                    + environment + "; base is what all of them share");
        }
        return new LayerPath(known ? environment : null, service, group);
    }

    private String path(DocumentChoice choice, KeyPath key) {
        return document == null ? choice.path(key) : choice.layer().folder() + "/" + document;
    }

    private static String now(String path, Map<String, @Nullable String> changed, Map<String, String> documents) {
        return Optional.ofNullable(changed.get(path)).orElse(documents.getOrDefault(path, ""));
    }

    private void edit(String path, Parsed<Edited> result, Map<String, @Nullable String> changed) {
        switch (result) {
            case Parsed.Valid<Edited>(Edited edited) -> {
                changed.put(path, edited.text());
                if (!edited.kept()) {
                    terminal().err().println(path + " is written anew; its comments and layout are gone");
                }
            }
            case Parsed.Refused<Edited>(List<Fault> faults) ->
                throw new RefusedException("nothing was changed", Path.of(""), faults);
        }
    }
}
