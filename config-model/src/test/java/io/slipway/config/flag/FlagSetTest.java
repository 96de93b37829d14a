package io.slipway.config.flag;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.slipway.config.application.ConfigApplication;
import io.slipway.config.check.CheckContext;
import io.slipway.config.document.Fault;
import io.slipway.config.layer.Target;
import io.slipway.config.resolve.NamedSecrets;
import io.slipway.events.json.Json;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class FlagSetTest {
    private static final String DECLARATION = "environments: [{name: staging}, {name: production}]\nflags: features\n";
    private static final String FLAGS = """
            brand: Shop
            features:
              checkout:
                description: the new one
                variants: {on: true, off: false}
                default: off
                rules:
                  - when: context.plan == "premium" && environment == "production"
                    variant: on
                  - split: {on: 20, off: 80}
              title:
                variants:
                  plain: ${brand}
                  loud: ${brand}!
                default: plain
                rules:
                  - when: has(context.age) && context.age >= 18
                    variant: loud
              limits:
                variants: {small: {requests: 10}, large: {requests: 1000}}
                default: small
              gone:
                enabled: false
                variants: {a: 1, b: 2}
                default: a
                rules: [{variant: b}]
            """;

    private static final FlagSet SHOP = application(FLAGS)
            .flags(Target.environment("production"), NamedSecrets.unchecked())
            .orThrow();

    @Test
    void theFirstRuleThatIsForSomebodyDecides() {
        assertThat(evaluate("checkout", "{\"plan\":\"premium\"}")).isEqualTo("on true TARGETING_MATCH");
        assertThat(evaluate("checkout", "{\"plan\":\"free\"}")).isEqualTo("the key is missing");
        assertThat(evaluate("checkout", "{}")).isEqualTo("the key is missing");
        assertThat(evaluate("title", "{\"age\":18}")).isEqualTo("loud \"Shop!\" TARGETING_MATCH");
        assertThat(evaluate("title", "{\"age\":17.5}")).isEqualTo("plain \"Shop\" UNKNOWN");
        assertThat(evaluate("title", "{\"age\":\"old\"}")).isEqualTo("plain \"Shop\" UNKNOWN");
        assertThat(evaluate("limits", "{}")).isEqualTo("small {\"requests\":10} STATIC");
        assertThat(evaluate("gone", "{}")).isEqualTo("a 1 DISABLED");
    }

    @Test
    void aSplitGivesEachItsShareAndTheSameOneEachTime() {
        Map<String, Integer> counts = new HashMap<>();
        IntStream.range(0, 10_000)
                .mapToObj(i -> "{\"targetingKey\":\"user-" + i + "\"}")
                .forEach(context -> {
                    String variant = evaluate("checkout", context);
                    assertThat(evaluate("checkout", context)).isEqualTo(variant);
                    counts.merge(variant, 1, Integer::sum);
                });
        assertThat(counts).containsOnlyKeys("on true SPLIT", "off false SPLIT");
        assertThat(counts.get("on true SPLIT")).isBetween(1_850, 2_150);
    }

    /** Published, so that somebody else can compute it. */
    @Test
    void aBucketNeverChanges() {
        assertThat(Choice.bucket("checkout", "user-1")).isEqualTo(68_861);
        assertThat(Choice.bucket("checkout", "ünal")).isEqualTo(44_867);
    }

    /** Of two variants; whoever had it keeps it. */
    @Property(tries = 200)
    void whoHasAVariantKeepsItWhenItsShareGrows(
            @ForAll String key,
            @ForAll @IntRange(max = Choice.WHOLE) int share,
            @ForAll @IntRange(max = 50_000) int more) {
        int grown = Math.min(Choice.WHOLE, share + more);
        for (List<String> names : List.of(List.of("a", "b"), List.of("b", "a"))) {
            Choice.Split before = split(names, share);
            Choice.Split after = split(names, grown);
            if (before.variant("f", key).equals(names.getFirst())) {
                assertThat(after.variant("f", key)).isEqualTo(names.getFirst());
            }
        }
    }

    private static Choice.Split split(List<String> names, int shareOfFirst) {
        List<Choice.Share> shares = List.of(
                new Choice.Share(names.getFirst(), shareOfFirst),
                new Choice.Share(names.getLast(), Choice.WHOLE - shareOfFirst));
        return new Choice.Split(names.getFirst().compareTo(names.getLast()) < 0 ? shares : shares.reversed());
    }

    @Test
    void whatIsWrongIsToldWithItsPlaceBeforeItIsAccepted() {
        List<Fault> faults = application("""
                        features:
                          a: true
                          b: {variants: {}, default: x}
                          c: {variants: {x: 1, y: two}, default: z, colour: red}
                          d: {variants: {x: 1}, default: x, enabled: maybe, rules: [{when: "1 +", variant: x}, {when: "true"}]}
                          e: {variants: {x: 1, y: 2}, default: x, rules: [{split: {x: 50, y: 49.9}}, {split: {z: 100}}, {split: {x: 0.0001}}]}
                          f: {variants: {x: "secret:database"}, default: x}
                          g: {variants: {x: 1}, default: x, rules: [{when: "context.plan", variant: x, split: {x: 100}}]}
                        """).check(CheckContext.offline("shop"));

        assertThat(faults.stream().map(fault -> fault.line() + " " + fault.field() + ": " + fault.message()))
                .contains(
                        "2 features.a: a flag is an object with variants and a default",
                        "3 features.b.variants: at least one variant with its value is expected",
                        "3 features.b.default: one of the variants is expected",
                        "4 features.c.variants: all variants have to be of one type",
                        "4 features.c.default: one of the variants is expected",
                        "4 features.c.colour: is not known",
                        "5 features.d.enabled: true or false is expected",
                        "5 features.d.rules[1]: either a variant or a split is expected",
                        "6 features.e.rules[0].split: all percentages together have to be 100",
                        "6 features.e.rules[1].split.z: there is no variant of this name",
                        "6 features.e.rules[2].split.x: a percentage with at most three decimals is expected",
                        "7 features.f.variants.x: the value of a flag cannot be a secret",
                        "8 features.g.rules[0]: either a variant or a split is expected")
                .anyMatch(fault -> fault.startsWith("5 features.d.rules[0].when: is no condition"));
    }

    @Test
    void flagsAreFlagsOnlyWhereTheyAreDeclared() {
        ConfigApplication plain = ConfigApplication.of(Map.of(
                        "slipway-config.yaml", "environments: [{name: staging}]".getBytes(UTF_8),
                        "base/application.yaml", "flags: [--fast]\n".getBytes(UTF_8)))
                .orThrow();
        assertThat(plain.check(CheckContext.offline("shop"))).isEmpty();
        assertThat(plain.flags(Target.environment("staging"), NamedSecrets.unchecked())
                        .orThrow())
                .isEqualTo(FlagSet.EMPTY);
        assertThat(application("other: 1\n").check(CheckContext.offline("shop")))
                .isEmpty();
    }

    private static String evaluate(String flag, String context) {
        return switch (SHOP.flags()
                .get(flag)
                .evaluate(FlagContext.of(Json.mapper().readTree(context), "production", null))) {
            case Evaluation.Value value -> value.variant() + " " + value.value() + " " + value.reason();
            case Evaluation.KeyMissing _ -> "the key is missing";
        };
    }

    private static ConfigApplication application(String base) {
        return ConfigApplication.of(Map.of(
                        "slipway-config.yaml",
                        DECLARATION.getBytes(UTF_8),
                        "base/application.yaml",
                        base.getBytes(UTF_8)))
                .orThrow();
    }
}
