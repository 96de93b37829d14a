package io.slipway.config.layer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;

/** All documents of an application, each of them read: what a revision consists of. Immutable. */
public final class ConfigSource {
    /** The most documents of an application. */
    public static final int MOST_DOCUMENTS = 1_000;

    /** The most bytes of all documents together. */
    public static final int LARGEST = 8 * 1024 * 1024;

    public static final ConfigSource EMPTY = new ConfigSource(new TreeMap<>(), new TreeMap<>());

    private final SortedMap<String, ConfigDocument> documents;
    private final SortedMap<ConfigDocument, ConfigTree> trees;
    private final RevisionId revision;

    private ConfigSource(SortedMap<String, ConfigDocument> documents, SortedMap<ConfigDocument, ConfigTree> trees) {
        this.documents = Collections.unmodifiableSortedMap(documents);
        this.trees = Collections.unmodifiableSortedMap(trees);
        revision = RevisionId.of(documents.values());
    }

    /** Reads all documents; the faults of all of them come together. */
    public static Parsed<ConfigSource> of(Collection<ConfigDocument> all) {
        return of(all, Map.of());
    }

    /**
     * The same.
     *
     * @param rendered the trees of the documents that come from templates, with the places in the templates
     */
    public static Parsed<ConfigSource> of(Collection<ConfigDocument> all, Map<ConfigDocument, ConfigTree> rendered) {
        if (all.size() > MOST_DOCUMENTS) {
            return Parsed.refused(Fault.of("", "an application has at most " + MOST_DOCUMENTS + " documents"));
        }
        if (all.stream().mapToLong(ConfigDocument::size).sum() > LARGEST) {
            return Parsed.refused(Fault.of("", "the documents of an application have at most " + LARGEST + " bytes"));
        }
        SortedMap<String, ConfigDocument> documents = new TreeMap<>();
        SortedMap<ConfigDocument, ConfigTree> trees = new TreeMap<>();
        List<Fault> faults = new ArrayList<>();
        for (ConfigDocument document : all) {
            if (documents.putIfAbsent(document.path(), document) != null) {
                faults.add(Fault.of(document.path(), "two documents have this path"));
                continue;
            }
            Optional<Parsed<ConfigTree>> known =
                    Optional.ofNullable(rendered.get(document)).map(Parsed::valid);
            switch (known.orElseGet(() -> DocumentReader.read(document.path(), document.format(), document.bytes()))) {
                case Parsed.Valid<ConfigTree>(ConfigTree tree) -> trees.put(document, tree);
                case Parsed.Refused<ConfigTree>(List<Fault> more) -> faults.addAll(more);
            }
        }
        return faults.isEmpty() ? Parsed.valid(new ConfigSource(documents, trees)) : Parsed.refused(faults);
    }

    /** By path, in the order of the paths. */
    public SortedMap<String, ConfigDocument> documents() {
        return documents;
    }

    public Optional<ConfigTree> tree(String path) {
        return Optional.ofNullable(documents.get(path)).map(trees::get);
    }

    public RevisionId revision() {
        return revision;
    }

    /** The layers a target gets, the lowest first; a layer with several documents is there several times. */
    public List<Layer> layers(Target target) {
        return trees.entrySet().stream()
                .filter(entry -> entry.getKey().layer().appliesTo(target))
                .map(entry -> new Layer(entry.getKey().layer(), entry.getValue()))
                .toList();
    }

    public EffectiveConfig effective(Target target) {
        return EffectiveConfig.of(layers(target));
    }

    /** The environments that have a layer. */
    public SortedSet<String> environments() {
        return names(LayerPath::environment);
    }

    /** The services that have a layer. */
    public SortedSet<String> services() {
        return names(LayerPath::service);
    }

    /** Every environment with every service and group that has a layer; where documents make a difference. */
    public SortedMap<String, Target> targets() {
        SortedMap<String, Target> targets = new TreeMap<>();
        for (String environment : environments()) {
            targets.put(environment, Target.environment(environment));
            for (String service : services()) {
                targets.put(environment + "/" + service, Target.of(environment, service));
            }
        }
        documents.values().stream()
                .map(ConfigDocument::layer)
                .filter(layer -> layer.level() == LayerPath.Level.GROUP)
                .forEach(layer -> targets.put(
                        layer.environment() + "/" + layer.service() + "/" + layer.group(),
                        new Target(layer.environment(), layer.service(), layer.group())));
        return targets;
    }

    /** This source with some documents replaced, added or, where the value is empty, removed. */
    public Parsed<ConfigSource> with(SequencedMap<String, Optional<byte[]>> changes) {
        SortedMap<String, ConfigDocument> next = new TreeMap<>(documents);
        List<Fault> faults = new ArrayList<>();
        changes.forEach((path, bytes) -> {
            if (bytes.isEmpty()) {
                next.remove(path);
                return;
            }
            switch (ConfigDocument.of(path, bytes.get())) {
                case Parsed.Valid<ConfigDocument>(ConfigDocument document) -> next.put(path, document);
                case Parsed.Refused<ConfigDocument>(List<Fault> more) -> faults.addAll(more);
            }
        });
        return faults.isEmpty() ? of(next.values(), rendered()) : Parsed.refused(faults);
    }

    private Map<ConfigDocument, ConfigTree> rendered() {
        return trees.entrySet().stream()
                .filter(entry -> entry.getKey().isRendered())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private SortedSet<String> names(Function<LayerPath, @Nullable String> part) {
        return documents.values().stream()
                .map(document -> part.apply(document.layer()))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
