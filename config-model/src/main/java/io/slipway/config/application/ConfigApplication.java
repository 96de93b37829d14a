package io.slipway.config.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.config.check.CheckContext;
import io.slipway.config.check.Checker;
import io.slipway.config.check.SecretText;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.flag.FlagSet;
import io.slipway.config.layer.ConfigDocument;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.EffectiveConfig;
import io.slipway.config.layer.LayerPath;
import io.slipway.config.layer.RevisionId;
import io.slipway.config.layer.Target;
import io.slipway.config.resolve.NamedSecrets;
import io.slipway.config.resolve.ResolvedConfig;
import io.slipway.config.schema.ConfigSchema;
import io.slipway.events.config.EnvironmentPolicy;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * All documents of an application's configuration, read: what one revision says.
 *
 * @param revision over all documents, the declaration and the schema among them
 * @param schema allows anything when there is none
 * @param source the documents in layers, those that templates say among them
 */
public record ConfigApplication(
        RevisionId revision, Declaration declaration, ConfigSchema schema, ConfigSource source) {
    /** The document at the root that declares environments and services. */
    public static final String DECLARATION = "slipway-config.yaml";

    /** The document at the root that says what values may be; need not be there. */
    public static final String SCHEMA = "slipway-config.schema.json";

    private static final String ANYTHING = "{}";

    /** Reads all documents; the faults of all of them come together, in the order of documents and lines. */
    public static Parsed<ConfigApplication> of(Map<String, byte[]> documents) {
        SortedMap<String, byte[]> all = new TreeMap<>(documents);
        byte[] declared = all.remove(DECLARATION);
        Parsed<Declaration> declaration = declared == null
                ? Parsed.refused(Fault.of(DECLARATION, "is missing; it declares the environments"))
                : DocumentReader.read(DECLARATION, declared).then(tree -> new DeclarationReader(tree).read());
        Parsed<ConfigSchema> schema = schema(all.remove(SCHEMA));
        SortedMap<String, byte[]> templates = RenderedTemplates.take(all);
        // Without a declaration nobody knows what they are rendered with; the other faults are worth telling all the
        // same.
        Parsed<SequencedMap<ConfigDocument, ConfigTree>> rendered = declaration
                .toOptional()
                .map(known -> RenderedTemplates.of(known, templates))
                .orElseGet(() -> Parsed.valid(new LinkedHashMap<>()));
        Parsed<ConfigSource> source = source(all, rendered.toOptional().orElseGet(LinkedHashMap::new));
        List<Fault> faults = new ArrayList<>(declaration.faults());
        faults.addAll(schema.faults());
        faults.addAll(rendered.faults());
        rendered.toOptional().ifPresent(trees -> faults.addAll(secretsBeside(trees, documents, templates)));
        faults.addAll(source.faults());
        if (declaration instanceof Parsed.Valid<Declaration>(Declaration known)
                && source instanceof Parsed.Valid<ConfigSource>(ConfigSource layers)) {
            faults.addAll(undeclared(known, layers));
            if (faults.isEmpty()) {
                return Parsed.valid(new ConfigApplication(RevisionId.of(documents), known, schema.orThrow(), layers));
            }
        }
        return Parsed.refused(faults.stream()
                .sorted((one, other) -> one.position().compareTo(other.position()))
                .toList());
    }

    /**
     * What was accepted once.
     *
     * @param application as far as it can be read today
     * @param faults what would be refused today; none as a rule
     */
    public record Stored(ConfigApplication application, List<Fault> faults) {
        public Stored {
            faults = List.copyOf(faults);
        }
    }

    /**
     * Reads documents that were accepted once, also when a rule has become stricter since: what they say is given all the
     * same, as long as it is certain what that is. Refused only when a document with values cannot be read at all.
     */
    public static Parsed<Stored> ofStored(Map<String, byte[]> documents) {
        SortedMap<String, byte[]> all = new TreeMap<>(documents);
        byte[] declared = all.remove(DECLARATION);
        Parsed<ConfigSchema> schema = schema(all.remove(SCHEMA));
        Parsed<Declaration> declaration = declared == null
                ? Parsed.refused(Fault.of(DECLARATION, "is missing; it declares the environments"))
                : DocumentReader.read(DECLARATION, declared).then(tree -> new DeclarationReader(tree).read());
        SortedMap<String, byte[]> templates = RenderedTemplates.take(all);
        if (!templates.isEmpty() && declaration instanceof Parsed.Refused<Declaration>(List<Fault> unknown)) {
            return Parsed.refused(unknown);
        }
        Parsed<SequencedMap<ConfigDocument, ConfigTree>> rendered = declaration
                .toOptional()
                .map(known -> RenderedTemplates.of(known, templates))
                .orElseGet(() -> Parsed.valid(new LinkedHashMap<>()));
        return rendered.then(trees -> source(all, trees)).then(layers -> {
            List<Fault> faults = new ArrayList<>(declaration.faults());
            faults.addAll(schema.faults());
            Declaration known = declaration instanceof Parsed.Valid<Declaration>(Declaration valid)
                    ? valid
                    : new Declaration(List.of(), List.of(), null, List.of());
            if (declaration instanceof Parsed.Valid) {
                faults.addAll(undeclared(known, layers));
            }
            ConfigSchema allowing = schema instanceof Parsed.Valid<ConfigSchema>(ConfigSchema valid)
                    ? valid
                    : ConfigSchema.read(SCHEMA, ANYTHING).orThrow();
            return Parsed.valid(
                    new Stored(new ConfigApplication(RevisionId.of(documents), known, allowing, layers), faults));
        });
    }

    /** What is wrong with the values themselves: by the schema, its rules, what is known of secrets, and as flags. */
    public List<Fault> check(CheckContext context) {
        return switch (Checker.of(schema, context)) {
            case Parsed.Valid<Checker>(Checker checker) -> {
                List<Fault> faults = checker.check(
                        source,
                        declaration.environments().stream()
                                .map(EnvironmentPolicy::name)
                                .toList());
                yield faults.isEmpty() ? wrongFlags(context) : faults;
            }
            case Parsed.Refused<Checker>(List<Fault> faults) -> faults;
        };
    }

    /** The feature flags of a target; none when none are declared. */
    public Parsed<FlagSet> flags(Target target, NamedSecrets secrets) {
        if (declaration.flags() == null) {
            return Parsed.valid(FlagSet.EMPTY);
        }
        EffectiveConfig config = source.effective(target);
        return FlagSet.read(
                config, ResolvedConfig.of(config, target.environment(), secrets), KeyPath.parse(declaration.flags()));
    }

    private List<Fault> wrongFlags(CheckContext context) {
        if (declaration.flags() == null) {
            return List.of();
        }
        List<Target> targets = new ArrayList<>(source.targets().values());
        for (EnvironmentPolicy environment : declaration.environments()) {
            targets.add(Target.environment(environment.name()));
            source.services().forEach(service -> targets.add(Target.of(environment.name(), service)));
        }
        return targets.stream()
                .distinct()
                .flatMap(target -> flags(target, context.secrets()).faults().stream())
                .distinct()
                .sorted((one, other) -> one.position().compareTo(other.position()))
                .toList();
    }

    /** A default that no environment uses, and a comment, are in the history too. */
    private static List<Fault> secretsBeside(
            SequencedMap<ConfigDocument, ConfigTree> rendered,
            Map<String, byte[]> documents,
            SortedMap<String, byte[]> templates) {
        List<ConfigNode> values = rendered.values().stream()
                .flatMap(tree -> tree.leaves().values().stream())
                .toList();
        List<Fault> faults = new ArrayList<>();
        templates.forEach((path, bytes) -> faults.addAll(SecretText.beside(path, bytes, values)));
        if (!templates.isEmpty() && documents.containsKey(DECLARATION)) {
            faults.addAll(SecretText.beside(DECLARATION, documents.get(DECLARATION), values));
        }
        return faults;
    }

    private static Parsed<ConfigSchema> schema(byte @Nullable [] bytes) {
        return ConfigSchema.read(SCHEMA, bytes == null ? ANYTHING : new String(bytes, UTF_8));
    }

    private static Parsed<ConfigSource> source(
            Map<String, byte[]> documents, SequencedMap<ConfigDocument, ConfigTree> rendered) {
        List<ConfigDocument> layers = new ArrayList<>(rendered.keySet());
        List<Fault> faults = new ArrayList<>();
        documents.forEach((path, bytes) -> {
            switch (ConfigDocument.of(path, bytes)) {
                case Parsed.Valid<ConfigDocument>(ConfigDocument document) -> layers.add(document);
                case Parsed.Refused<ConfigDocument>(List<Fault> more) -> faults.addAll(more);
            }
        });
        Parsed<ConfigSource> source = ConfigSource.of(layers, rendered);
        faults.addAll(source.faults());
        return faults.isEmpty() ? source : Parsed.refused(faults);
    }

    /** A layer for an environment or a service that is misspelt would otherwise never reach anybody. */
    private static List<Fault> undeclared(Declaration declaration, ConfigSource source) {
        List<Fault> faults = new ArrayList<>();
        source.documents().forEach((path, document) -> {
            LayerPath layer = document.layer();
            if (layer.environment() != null && !declaration.knowsEnvironment(layer.environment())) {
                faults.add(Fault.of(path, DECLARATION + " declares no environment " + layer.environment()));
            }
            if (layer.service() != null && !declaration.knowsService(layer.service())) {
                faults.add(Fault.of(path, DECLARATION + " declares no service " + layer.service()));
            }
        });
        return faults;
    }
}
