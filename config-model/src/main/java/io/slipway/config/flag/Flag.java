package io.slipway.config.flag;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/**
 * A flag.
 *
 * @param enabled whether its rules count
 * @param variants its values by name, all of one type
 * @param otherwise the variant of those whom no rule is for
 * @param rules of which the first counts that is for somebody
 */
public record Flag(
        String name, boolean enabled, SortedMap<String, JsonNode> variants, String otherwise, List<Rule> rules) {
    public Flag {
        variants = Collections.unmodifiableSortedMap(new TreeMap<>(variants));
        rules = List.copyOf(rules);
    }

    /** @param when null for everybody */
    record Rule(@Nullable Condition when, Choice choice) {
        boolean isFor(FlagContext context) {
            return when == null || when.holds(context);
        }
    }

    /** Always the same for the same context. */
    public Evaluation evaluate(FlagContext context) {
        if (!enabled) {
            return value(otherwise, Evaluation.Reason.DISABLED);
        }
        for (Rule rule : rules) {
            if (rule.isFor(context)) {
                return chosen(rule.choice(), context.targetingKey());
            }
        }
        return value(otherwise, rules.isEmpty() ? Evaluation.Reason.STATIC : Evaluation.Reason.UNKNOWN);
    }

    private Evaluation chosen(Choice choice, @Nullable String targetingKey) {
        return switch (choice) {
            case Choice.One(String variant) -> value(variant, Evaluation.Reason.TARGETING_MATCH);
            case Choice.Split split ->
                targetingKey == null
                        ? new Evaluation.KeyMissing()
                        : value(split.variant(name, targetingKey), Evaluation.Reason.SPLIT);
        };
    }

    private Evaluation value(String variant, Evaluation.Reason reason) {
        return new Evaluation.Value(variant, variants.get(variant), reason);
    }
}
