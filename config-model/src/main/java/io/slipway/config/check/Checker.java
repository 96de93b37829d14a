package io.slipway.config.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.ConfigSource;
import io.slipway.config.layer.EffectiveConfig;
import io.slipway.config.layer.Target;
import io.slipway.config.resolve.ResolvedConfig;
import io.slipway.config.schema.ConfigSchema;

import tools.jackson.databind.JsonNode;

/** Says of a whole source whether it may be accepted. Deterministic: the same source gives the same faults in the same order. */
public final class Checker {
    private static final Comparator<Fault> ORDER =
            Comparator.comparing(Fault::position).thenComparing(Fault::field).thenComparing(Fault::message);

    private final ConfigSchema schema;
    private final RuleCheck rules;
    private final CheckContext context;

    private Checker(ConfigSchema schema, RuleCheck rules, CheckContext context) {
        this.schema = schema;
        this.rules = rules;
        this.context = context;
    }

    /** A checker for one schema; refused when a rule in it does not compile. */
    public static Parsed<Checker> of(ConfigSchema schema, CheckContext context) {
        return RuleCheck.of(schema).then(rules -> Parsed.valid(new Checker(schema, rules, context)));
    }

    /** All faults at once, in the order of documents and lines; none when the source may be accepted. */
    public List<Fault> check(ConfigSource source) {
        return check(source, List.of());
    }

    /**
     * The same.
     *
     * @param declared environments that there are, also those without a document of their own
     */
    public List<Fault> check(ConfigSource source, Collection<String> declared) {
        SequencedMap<String, Target> targets = targets(source, declared);
        Map<Fault, SortedSet<String>> found = new LinkedHashMap<>();
        targets.forEach((name, target) -> check(source.effective(target), target)
                .forEach(fault ->
                        found.computeIfAbsent(fault, _ -> new TreeSet<>()).add(name)));
        List<Fault> faults = new ArrayList<>(secretsIn(source));
        found.forEach((fault, where) -> faults.add(where.size() == targets.size() ? fault : in(where, fault)));
        return faults.stream().distinct().sorted(ORDER).toList();
    }

    private List<Fault> check(EffectiveConfig config, Target target) {
        ResolvedConfig resolved = ResolvedConfig.of(config, target.environment(), context.secrets());
        if (!resolved.faults().isEmpty()) {
            return resolved.faults();
        }
        Places places = new Places(config);
        JsonNode instance = new TypedInstance(schema, resolved).of(config.root());
        List<Fault> faults = new SchemaCheck(schema, places, resolved.secrets()).check(instance);
        // A rule may rely on what the schema promises, so that it is not asked where the schema is broken already.
        return faults.isEmpty() ? rules.check(target, instance, places) : faults;
    }

    private List<Fault> secretsIn(ConfigSource source) {
        SecretCheck secrets = new SecretCheck(new SecretLooks(schema), context);
        return source.documents().values().stream()
                .map(document -> source.tree(document.path())
                        .map(tree -> secrets.check(document, tree))
                        .orElse(List.of()))
                .flatMap(Collection::stream)
                .toList();
    }

    /** What a service gets is checked; what services merely share need not be complete. */
    private static SequencedMap<String, Target> targets(ConfigSource source, Collection<String> declared) {
        SequencedMap<String, Target> all = new TreeMap<>(source.targets());
        for (String environment : declared) {
            all.put(environment, Target.environment(environment));
            source.services().forEach(service -> all.put(environment + "/" + service, Target.of(environment, service)));
        }
        SequencedMap<String, Target> targets = new LinkedHashMap<>();
        all.forEach((name, target) -> {
            if (source.services().isEmpty() || target.service() != null) {
                targets.put(name, target);
            }
        });
        if (targets.isEmpty()) {
            source.services().forEach(service -> targets.put(service, new Target(null, service, null)));
        }
        if (targets.isEmpty()) {
            targets.put("base", new Target(null, null, null));
        }
        return targets;
    }

    private static Fault in(SortedSet<String> targets, Fault fault) {
        return Fault.at(fault.position(), fault.field(), fault.message() + " (in " + String.join(", ", targets) + ")");
    }
}
