package io.slipway.config.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;

import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.LayerPath;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Takes over the repository of a Spring Cloud Config server. A profile becomes an environment, an application a service. One use.
 */
public final class SpringImport {
    private final FileSet files;
    private final Set<String> environments;
    private final List<SpringPart> parts = new ArrayList<>();
    private final List<ConfigDocument> documents = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> notes = new ArrayList<>();

    private SpringImport(FileSet files, Set<String> environments) {
        this.files = files;
        this.environments = environments;
    }

    /**
     * Takes files over.
     *
     * @param environments the profiles that are environments; those that file names and conditions speak of are found anyway
     */
    public static Parsed<Imported> read(FileSet files, Set<String> environments) {
        Set<String> all = new TreeSet<>(environments);
        List<SpringFile> known = files.files().keySet().stream()
                .map(SpringFile::of)
                .flatMap(Optional::stream)
                .toList();
        all.addAll(SpringFile.profiles(known));
        all.addAll(conditions(files));
        return new SpringImport(files, all).read();
    }

    /** The profiles in conditions; what cannot be read is found again, and told, when the file is taken over. */
    private static Set<String> conditions(FileSet files) {
        Set<String> profiles = new TreeSet<>();
        files.files()
                .forEach((path, bytes) -> SpringFile.of(path).ifPresent(name -> {
                    for (SpringSections.Section section : SpringSections.of(new String(bytes, UTF_8), name.yaml())) {
                        DocumentReader.read(path, name.format(), section.text().getBytes(UTF_8))
                                .then(OnProfile::profiles)
                                .toOptional()
                                .ifPresent(profiles::addAll);
                    }
                }));
        return profiles;
    }

    private Parsed<Imported> read() {
        for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
            Optional<SpringFile> name = SpringFile.of(file.getKey());
            if (name.isEmpty()) {
                notes.add(Fault.of(file.getKey(), "is left out: Spring reads .yml, .yaml and .properties"));
                continue;
            }
            name.get()
                    .layer(environments)
                    .ifPresentOrElse(
                            layer -> file(file.getKey(), name.get(), layer, file.getValue()),
                            () -> faults.add(Fault.of(
                                    file.getKey(),
                                    "a file is at the top or in a folder named after its service or environment")));
        }
        if (!faults.isEmpty()) {
            return Parsed.refused(faults);
        }
        return ConfigSource.of(documents).then(source -> {
            List<Fault> different = SpringOrder.check(parts, source);
            return different.isEmpty() ? Parsed.valid(new Imported(source, notes)) : Parsed.refused(different);
        });
    }

    private void file(String path, SpringFile name, LayerPath layer, byte[] bytes) {
        DocumentFormat format = name.format();
        String text = new String(bytes, UTF_8);
        if (!Arrays.equals(text.getBytes(UTF_8), bytes)) {
            tree(path, format, bytes);
            return;
        }
        List<SpringSections.Section> sections = SpringSections.of(text, name.yaml());
        if (sections.size() == 1) {
            tree(path, format, bytes).ifPresent(tree -> {
                parsed(OnProfile.profiles(tree)).ifPresent(profiles -> {
                    if (profiles.isEmpty()) {
                        add(path, layer, layer, 0, tree, name.stem() + "." + name.ending(), bytes);
                    } else {
                        section(path, name, layer, format, 0, sections.getFirst(), tree, profiles);
                    }
                });
            });
            return;
        }
        int number = 0;
        for (SpringSections.Section section : sections) {
            int current = ++number;
            tree(path, format, section.inPlace())
                    .ifPresent(tree -> parsed(OnProfile.profiles(tree))
                            .ifPresent(
                                    profiles -> section(path, name, layer, format, current, section, tree, profiles)));
        }
    }

    private void section(
            String path,
            SpringFile name,
            LayerPath layer,
            DocumentFormat format,
            int number,
            SpringSections.Section section,
            ConfigTree inPlace,
            SequencedSet<String> profiles) {
        String file = "%s-%03d.%s".formatted(name.stem(), number, name.ending());
        if (profiles.isEmpty()) {
            add(path, layer, layer, number, inPlace, file, section.text().getBytes(UTF_8));
            return;
        }
        if (layer.environment() != null) {
            faults.add(Fault.of(path, "has on-profile, which Spring refuses in a file for a profile"));
            return;
        }
        tree(path, format, section.text().getBytes(UTF_8)).ifPresent(tree -> {
            byte[] bytes = OnProfile.strip(section.text(), format, tree).getBytes(UTF_8);
            tree(path, format, bytes).ifPresent(rest -> {
                for (String profile : profiles) {
                    LayerPath narrowed = new LayerPath(profile, layer.service(), null);
                    add(path, layer, narrowed, number, rest, file, bytes);
                }
            });
        });
    }

    private void add(
            String path, LayerPath file, LayerPath layer, int section, ConfigTree tree, String name, byte[] bytes) {
        parsed(ConfigDocument.of(layer, name, bytes)).ifPresent(document -> {
            if (!paths.add(document.path())) {
                faults.add(Fault.of(path, "would be the second document at " + document.path()));
                return;
            }
            documents.add(document);
            parts.add(new SpringPart(path, file, layer, section, tree));
            tree.leaves().forEach((key, value) -> {
                if (value instanceof ConfigScalar scalar && scalar.isNull()) {
                    notes.add(Fault.at(
                            value.position(),
                            key.toString(),
                            "null is the empty text to Spring, and deletes the key here"));
                }
            });
        });
    }

    private Optional<ConfigTree> tree(String path, DocumentFormat format, byte[] bytes) {
        return parsed(DocumentReader.read(path, format, bytes));
    }

    private <T> Optional<T> parsed(Parsed<T> parsed) {
        faults.addAll(parsed.faults());
        return parsed.toOptional();
    }
}
