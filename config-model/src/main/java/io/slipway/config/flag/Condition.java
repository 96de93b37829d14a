package io.slipway.config.flag;

import io.slipway.config.document.Fault;
import io.slipway.config.document.Parsed;
import io.slipway.config.document.Position;

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

/**
 * Whether a rule of a flag is for somebody, in the Common Expression Language: over <code>context</code>,
 * <code>targetingKey</code>, <code>environment</code> and <code>service</code> (empty for none).
 */
final class Condition {
    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(10_000)
            .comprehensionMaxIterations(10_000)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(LIMITS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("context", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .addVar("targetingKey", SimpleType.STRING)
            .addVar("environment", SimpleType.STRING)
            .addVar("service", SimpleType.STRING)
            .setResultType(SimpleType.BOOL)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(LIMITS).build();

    private final CelRuntime.Program program;

    private Condition(CelRuntime.Program program) {
        this.program = program;
    }

    /** Refused at its place when it is none. */
    static Parsed<Condition> of(String text, Position at, String field) {
        try {
            return Parsed.valid(
                    new Condition(RUNTIME.createProgram(COMPILER.compile(text).getAst())));
        } catch (CelValidationException | CelEvaluationException e) {
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return Parsed.refused(
                    Fault.at(at, field, "is no condition: " + why.replaceFirst("^ERROR: <input>:", "at ")));
        }
    }

    /** Not for somebody of whom it cannot be said, for example because the context lacks what it asks for. */
    boolean holds(FlagContext context) {
        try {
            return Boolean.TRUE.equals(program.eval(context.variables()));
        } catch (CelEvaluationException e) {
            return false;
        }
    }
}
