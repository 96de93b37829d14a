package io.slipway.config.flag;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.document.Position;
import io.slipway.config.resolve.ResolvedConfig;

import tools.jackson.databind.JsonNode;

/** Reads one flag; what is wrong becomes a fault at its place. */
final class FlagReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,3})?");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    private final String name;
    private final KeyPath key;
    private final List<Fault> faults;
    private final FlagValues values;

    FlagReader(String name, KeyPath key, ResolvedConfig resolved, List<Fault> faults) {
        this.name = name;
        this.key = key;
        this.faults = faults;
        this.values = new FlagValues(resolved, faults);
    }

    /** Empty when something is wrong. */
    Optional<Flag> read(ConfigObject.Member member) {
        int before = faults.size();
        if (!NAME.matcher(name).matches()) {
            fault(member.at(), key, "a flag's name is letters, digits, dots, hyphens and underscores, at most 100");
        }
        if (!(member.value() instanceof ConfigObject flag)) {
            fault(member.at(), key, "a flag is an object with variants and a default");
            return Optional.empty();
        }
        onlyKnown(flag, key, Set.of("description", "enabled", "variants", "default", "rules"));
        SortedMap<String, JsonNode> variants = variants(flag);
        String otherwise = variant(flag, "default", key, variants).orElse("");
        List<Flag.Rule> rules = rules(flag, variants);
        boolean enabled = enabled(flag);
        return faults.size() > before
                ? Optional.empty()
                : Optional.of(new Flag(name, enabled, variants, otherwise, rules));
    }

    private SortedMap<String, JsonNode> variants(ConfigObject flag) {
        KeyPath at = key.name("variants");
        if (!(flag.get("variants").orElse(null) instanceof ConfigObject object)
                || object.members().isEmpty()) {
            fault(flag.position(), at, "at least one variant with its value is expected");
            return new TreeMap<>();
        }
        SortedMap<String, JsonNode> variants = new TreeMap<>();
        object.members().forEach((variant, value) -> variants.put(variant, values.of(at.name(variant), value.value())));
        long types =
                variants.values().stream().map(JsonNode::getNodeType).distinct().count();
        if (types > 1) {
            fault(object.position(), at, "all variants have to be of one type");
        }
        return variants;
    }

    private boolean enabled(ConfigObject flag) {
        return switch (flag.get("enabled").orElse(null)) {
            case null -> true;
            case ConfigScalar scalar when scalar.text().equals("true") -> true;
            case ConfigScalar scalar when scalar.text().equals("false") -> false;
            case ConfigNode other -> {
                fault(other.position(), key.name("enabled"), "true or false is expected");
                yield false;
            }
        };
    }

    private List<Flag.Rule> rules(ConfigObject flag, SortedMap<String, JsonNode> variants) {
        KeyPath at = key.name("rules");
        List<Flag.Rule> rules = new ArrayList<>();
        switch (flag.get("rules").orElse(null)) {
            case null -> {}
            case ConfigList list -> {
                for (int i = 0; i < list.elements().size(); i++) {
                    rule(list.elements().get(i), at.index(i), variants).ifPresent(rules::add);
                }
            }
            case ConfigNode other -> fault(other.position(), at, "a list of rules is expected");
        }
        return rules;
    }

    private Optional<Flag.Rule> rule(ConfigNode node, KeyPath at, SortedMap<String, JsonNode> variants) {
        if (!(node instanceof ConfigObject rule)) {
            fault(node.position(), at, "a rule is an object with when, and variant or split");
            return Optional.empty();
        }
        onlyKnown(rule, at, Set.of("when", "variant", "split"));
        @Nullable Condition when = null;
        if (rule.get("when").isPresent()) {
            ConfigNode written = rule.get("when").get();
            String text = written instanceof ConfigScalar scalar ? scalar.text() : "";
            switch (Condition.of(text, written.position(), at.name("when").toString())) {
                case Parsed.Valid<Condition>(Condition condition) -> when = condition;
                case Parsed.Refused<Condition>(List<Fault> more) -> faults.addAll(more);
            }
        }
        if (rule.get("variant").isPresent() == rule.get("split").isPresent()) {
            fault(rule.position(), at, "either a variant or a split is expected");
            return Optional.empty();
        }
        Optional<Choice> choice = rule.get("variant").isPresent()
                ? variant(rule, "variant", at, variants).map(Choice.One::new)
                : split(rule, at.name("split"), variants);
        @Nullable Condition condition = when;
        return choice.map(chosen -> new Flag.Rule(condition, chosen));
    }

    private Optional<Choice> split(ConfigObject rule, KeyPath at, SortedMap<String, JsonNode> variants) {
        if (!(rule.get("split").orElse(null) instanceof ConfigObject object)) {
            fault(rule.position(), at, "percentages by variants are expected");
            return Optional.empty();
        }
        List<Choice.Share> shares = new ArrayList<>();
        new TreeMap<>(object.members()).forEach((variant, member) -> {
            String percent = member.value() instanceof ConfigScalar scalar ? scalar.text() : "";
            if (!variants.containsKey(variant)) {
                fault(member.at(), at.name(variant), "there is no variant of this name");
            } else if (!PERCENT.matcher(percent).matches()) {
                fault(member.at(), at.name(variant), "a percentage with at most three decimals is expected");
            } else {
                shares.add(new Choice.Share(
                        variant, new BigDecimal(percent).multiply(THOUSAND).intValueExact()));
            }
        });
        if (shares.size() == object.members().size()
                && shares.stream().mapToInt(Choice.Share::size).sum() != Choice.WHOLE) {
            fault(object.position(), at, "all percentages together have to be 100");
        }
        return Optional.of(new Choice.Split(shares));
    }

    private Optional<String> variant(
            ConfigObject object, String field, KeyPath at, SortedMap<String, JsonNode> variants) {
        Optional<String> variant = object.get(field)
                .filter(ConfigScalar.class::isInstance)
                .map(node -> ((ConfigScalar) node).text())
                .filter(variants::containsKey);
        if (variant.isEmpty()) {
            fault(
                    object.get(field).map(ConfigNode::position).orElse(object.position()),
                    at.name(field),
                    "one of the variants is expected");
        }
        return variant;
    }

    private void onlyKnown(ConfigObject object, KeyPath at, Set<String> known) {
        object.members().forEach((field, member) -> {
            if (!known.contains(field)) {
                fault(member.at(), at.name(field), "is not known");
            }
        });
    }

    private void fault(Position at, KeyPath where, String message) {
        faults.add(Fault.at(at, where.toString(), message));
    }
}
