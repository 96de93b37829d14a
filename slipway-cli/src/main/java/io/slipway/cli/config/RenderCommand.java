package io.slipway.cli.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.cli.ExitCode;
import io.slipway.config.application.ConfigApplication;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.Sensitive;
import io.slipway.config.render.ConfigRenderer;
import io.slipway.config.render.RenderFormat;
import io.slipway.config.render.RenderOptions;
import io.slipway.config.resolve.FlatValues;
import io.slipway.events.config.EnvironmentPolicy;
import io.slipway.events.json.Json;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;

@Command(
        name = "render",
        description = {
            "Write what an environment gets as its readers want it.",
            "Secrets are written as they stand in the documents: encrypted, or as a reference."
        })
public final class RenderCommand extends ApplicationCommand {
    @Parameters(index = "1", paramLabel = "ENVIRONMENT", description = "Where.")
    private String environment = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "yaml",
            converter = FormatConverter.class,
            description =
                    "env, docker-env, json, yaml, properties, k8s-configmap or k8s-secret. Default: ${DEFAULT-VALUE}")
    private RenderFormat format = RenderFormat.YAML;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Of the ConfigMap or Secret. Default: the application's.")
    private @Nullable String name;

    @Option(names = "--namespace", paramLabel = "NAMESPACE", description = "Of the ConfigMap or Secret. Default: none.")
    private @Nullable String namespace;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private SourceOptions source = new SourceOptions();

    @Override
    protected ExitCode run(ConfigApi config) throws IOException {
        @Nullable Path folder = source.folder();
        Map<String, JsonNode> values = folder == null
                ? config.effective(environment, target).values()
                : values(SourceOptions.read(folder, application()));
        ConfigTree tree =
                DocumentReader.read(application() + ".json", Json.write(values)).orThrow();
        RenderOptions options =
                new RenderOptions(Optional.ofNullable(name).orElse(application()), namespace, Sensitive.marked());
        switch (ConfigRenderer.render(tree.root(), format, options)) {
            case Parsed.Valid<String>(String text) -> terminal().out().print(text);
            case Parsed.Refused<String>(List<Fault> faults) ->
                throw new RefusedException(
                        format.id() + " cannot say what " + environment + " gets",
                        Path.of(application()),
                        unplaced(faults));
        }
        terminal().out().flush();
        tellSecrets(tree);
        return ExitCode.DONE;
    }

    private Map<String, JsonNode> values(ConfigApplication known) {
        if (known.declaration().environments().stream()
                .map(EnvironmentPolicy::name)
                .noneMatch(environment::equals)) {
            throw new IllegalArgumentException(
                    ConfigApplication.DECLARATION + " declares no environment " + environment);
        }
        return FlatValues.of(known.source().effective(target.target(environment)), environment);
    }

    private void tellSecrets(ConfigTree tree) {
        List<String> secrets = tree.leaves().entrySet().stream()
                .filter(leaf -> Sensitive.marked().test(leaf.getKey(), leaf.getValue()))
                .map(leaf -> leaf.getKey().toString())
                .toList();
        if (!secrets.isEmpty()) {
            terminal().err().println("Secrets, not in the clear: " + String.join(", ", secrets));
        }
    }

    /** The places are those of what was put together here. */
    private static List<Fault> unplaced(List<Fault> faults) {
        return faults.stream()
                .map(fault -> new Fault("", 0, 0, fault.field(), fault.message()))
                .toList();
    }

    static final class FormatConverter implements ITypeConverter<RenderFormat> {
        @Override
        public RenderFormat convert(String value) {
            return RenderFormat.ofId(value)
                    .orElseThrow(() -> new TypeConversionException("'" + value + "' is no format; write env,"
                            + " docker-env, json, yaml, properties, k8s-configmap or k8s-secret"));
        }
    }
}
