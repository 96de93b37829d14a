package io.slipway.config.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.layer.Target;
import io.slipway.config.schema.ConfigSchema;

import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import tools.jackson.databind.JsonNode;

/**
 * Rules across keys in the Common Expression Language, which always comes to an end and can reach nothing but what it is
 * given: <code>config</code> with all values, <code>environment</code> and <code>service</code> (empty for none).
 */
final class RuleCheck {
    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(10_000)
            .comprehensionMaxIterations(100_000)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(LIMITS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("config", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .addVar("environment", SimpleType.STRING)
            .addVar("service", SimpleType.STRING)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(LIMITS).build();

    private record Compiled(Rule rule, CelRuntime.Program program) {}

    private final List<Compiled> rules;

    private RuleCheck(List<Compiled> rules) {
        this.rules = rules;
    }

    /** Compiles the rules of a schema; the faults of all of them come together. */
    static Parsed<RuleCheck> of(ConfigSchema schema) {
        return Rule.read(schema).then(rules -> compile(schema, rules));
    }

    private static Parsed<RuleCheck> compile(ConfigSchema schema, List<Rule> rules) {
        List<Compiled> compiled = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            try {
                compiled.add(new Compiled(
                        rule,
                        RUNTIME.createProgram(COMPILER.compile(rule.rule()).getAst())));
            } catch (CelValidationException | CelEvaluationException e) {
                faults.add(Rule.fault(schema, "[" + i + "].rule", firstLine(e)));
            }
        }
        return faults.isEmpty() ? Parsed.valid(new RuleCheck(compiled)) : Parsed.refused(faults);
    }

    List<Fault> check(Target target, JsonNode instance, Places places) {
        Map<String, Object> variables = Map.of(
                "config", CelValues.of(instance),
                "environment", Optional.ofNullable(target.environment()).orElse(""),
                "service", Optional.ofNullable(target.service()).orElse(""));
        List<Fault> faults = new ArrayList<>();
        for (Compiled compiled : rules) {
            Rule rule = compiled.rule;
            if (rule.holdsIn(target.environment())) {
                problem(compiled, variables)
                        .ifPresent(message -> faults.add(
                                Fault.at(places.of(rule.key()), rule.key().toString(), message)));
            }
        }
        return faults;
    }

    private static Optional<String> problem(Compiled compiled, Map<String, Object> variables) {
        try {
            return Boolean.TRUE.equals(compiled.program.eval(variables))
                    ? Optional.empty()
                    : Optional.of(compiled.rule.message());
        } catch (CelEvaluationException e) {
            return Optional.of(compiled.rule.message() + " (the rule cannot be evaluated: " + why(e) + ")");
        }
    }

    /** Not the message of the library, which may quote a value. */
    private static String why(CelEvaluationException e) {
        return switch (e.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND -> "it asks for a key that is not set; guard it with has(...)";
            case OVERLOAD_NOT_FOUND -> "it compares or computes with a value of another type";
            case DIVIDE_BY_ZERO -> "it divides by zero";
            case ITERATION_BUDGET_EXCEEDED -> "it takes too many steps";
            case INDEX_OUT_OF_BOUNDS -> "it asks for an element that the list does not have";
            default -> "a value is not what it expects";
        };
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage());
        return "is no rule: " + message.lines().findFirst().orElse("").replaceFirst("^ERROR: <input>:", "at ");
    }
}
