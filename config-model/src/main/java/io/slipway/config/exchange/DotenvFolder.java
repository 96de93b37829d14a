package io.slipway.config.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.Layer;
import io.slipway.config.layer.LayerPath;
import io.slipway.config.layer.Overlay;
import io.slipway.config.layer.Target;
import io.slipway.config.render.ConfigRenderer;
import io.slipway.config.render.RenderFormat;
import io.slipway.config.render.RenderOptions;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Folders of .env files: {@code .env} for all environments, {@code .env.<environment>} for one, and the same in a folder
 * named after a service.
 */
public final class DotenvFolder {
    private static final String NAME = ".env";
    private static final Set<String> EXAMPLES = Set.of("example", "sample", "template", "dist", "schema", "vault");

    private DotenvFolder() {}

    /** Takes files over, byte for byte. */
    public static Parsed<Imported> read(FileSet files) {
        List<Fault> faults = new ArrayList<>();
        List<Fault> notes = new ArrayList<>();
        List<ConfigDocument> documents = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
            String path = file.getKey();
            String name = path.substring(path.lastIndexOf('/') + 1);
            String suffix = name.startsWith(NAME + ".") ? name.substring(NAME.length() + 1) : "";
            if (!name.equals(NAME) && suffix.isEmpty()) {
                notes.add(Fault.of(path, "is left out: it is named neither .env nor .env.<environment>"));
            } else if (EXAMPLES.contains(suffix)) {
                notes.add(Fault.of(path, "is left out: it is an example"));
            } else if (suffix.equals("local") || suffix.endsWith(".local")) {
                faults.add(Fault.of(path, "holds what is true of one machine only, often its secrets; take it away"));
            } else {
                Parsed<ConfigDocument> document = document(path, suffix, file.getValue());
                faults.addAll(document.faults());
                document.toOptional().ifPresent(documents::add);
            }
        }
        return faults.isEmpty()
                ? ConfigSource.of(documents).then(source -> Parsed.valid(new Imported(source, notes)))
                : Parsed.refused(faults);
    }

    /** Writes files; documents in other formats become variables, if that changes nothing for anybody. */
    public static Parsed<FileSet> write(ConfigSource source) {
        SortedMap<LayerPath, List<Layer>> layers = new TreeMap<>();
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<Fault> faults = new ArrayList<>();
        for (ConfigDocument document :
                source.documents().values().stream().sorted().toList()) {
            layers.computeIfAbsent(document.layer(), _ -> new ArrayList<>())
                    .add(new Layer(
                            document.layer(), source.tree(document.path()).orElseThrow()));
        }
        layers.forEach((layer, trees) -> {
            if (layer.group() != null) {
                faults.add(Fault.of(layer.folder(), "a folder of .env files has no groups of instances"));
                return;
            }
            Parsed<byte[]> bytes = bytes(source, trees);
            faults.addAll(bytes.faults());
            bytes.toOptional().ifPresent(written -> files.put(path(layer), written));
        });
        return faults.isEmpty() ? checked(source, new FileSet(files)) : Parsed.refused(faults);
    }

    private static Parsed<ConfigDocument> document(String path, String environment, byte[] bytes) {
        int slash = path.indexOf('/');
        if (slash != path.lastIndexOf('/')) {
            return Parsed.refused(Fault.of(path, "a file is at the top or in a folder named after its service"));
        }
        String service = slash < 0 ? null : path.substring(0, slash);
        LayerPath layer = new LayerPath(environment.isEmpty() ? null : environment, service, null);
        return ConfigDocument.of(layer, path.substring(slash + 1), bytes);
    }

    private static String path(LayerPath layer) {
        return (layer.service() == null ? "" : layer.service() + "/")
                + NAME
                + (layer.environment() == null ? "" : "." + layer.environment());
    }

    private static Parsed<byte[]> bytes(ConfigSource source, List<Layer> layers) {
        Optional<ConfigDocument> only = Optional.of(layers.getFirst())
                .filter(_ -> layers.size() == 1)
                .map(layer -> source.documents().get(layer.tree().document()))
                .filter(document -> document.format() == DocumentFormat.DOTENV);
        if (only.isPresent()) {
            return Parsed.valid(only.get().bytes());
        }
        Overlay overlay = Overlay.NONE;
        for (Layer layer : layers) {
            overlay = Overlay.of(layer.tree().root()).over(overlay);
        }
        return variables(overlay.result()).then(text -> Parsed.valid(text.getBytes(UTF_8)));
    }

    private static Parsed<String> variables(ConfigObject config) {
        return ConfigRenderer.render(config, RenderFormat.ENV, RenderOptions.named("env"));
    }

    /** Lists get shorter and keys are deleted in layers, but not in .env files; a service would notice. */
    private static Parsed<FileSet> checked(ConfigSource source, FileSet files) {
        return read(files).then(again -> {
            List<Fault> faults = new ArrayList<>();
            SortedMap<String, Target> targets = new TreeMap<>(source.targets());
            source.services().forEach(service -> targets.put("service " + service, new Target(null, service, null)));
            targets.put("every service", new Target(null, null, null));
            targets.forEach((name, target) -> {
                Parsed<String> wanted = variables(source.effective(target).root());
                Parsed<String> got = variables(again.source().effective(target).root());
                if (wanted instanceof Parsed.Refused<String>(List<Fault> more)) {
                    faults.addAll(more);
                } else if (!wanted.equals(got)) {
                    faults.add(Fault.of(
                            "",
                            ".env files cannot say what " + name
                                    + " gets: a layer deletes a key, shortens a list or replaces a group"));
                }
            });
            return faults.isEmpty()
                    ? Parsed.valid(files)
                    : Parsed.refused(faults.stream().distinct().toList());
        });
    }
}
