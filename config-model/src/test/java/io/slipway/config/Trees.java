package io.slipway.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigScalar.Type;
import io.slipway.config.document.Position;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Any configuration, with the values that formats are known to trip over. */
public final class Trees {
    /** A tree without a bound on its depth is now and then larger than memory. */
    private static final int DEEPEST = 4;

    private static final List<String> NASTY = List.of(
            "",
            " ",
            " leading and trailing ",
            "yes",
            "No",
            "null",
            "~",
            "true",
            "0777",
            "1:30",
            "1_000",
            "2026-11-26",
            "=",
            "<<",
            "- a",
            "# no comment",
            "a # b",
            "it's",
            "say \"hi\"",
            "`back`",
            "$HOME ${HOME} $(id)",
            "C:\\temp\\new",
            "two\nlines",
            "two\r\nlines",
            "tab\there",
            "\n",
            "a: b",
            "{cipher}AQB=",
            "\u00e4\u00f6\u00fc",
            "\ud83d\ude80",
            "\u2028\u0085\ufeff",
            "'\\\"$`\r\n");

    private Trees() {}

    public static Arbitrary<ConfigObject> objects() {
        return objects(values(true, true));
    }

    /** Without {@code null}, which deletes in a layer. */
    public static Arbitrary<ConfigObject> objectsWithoutNull() {
        return objects(values(false, true));
    }

    /** Objects of nothing but text, for formats without types. */
    public static Arbitrary<ConfigObject> textObjects() {
        return objects(values(false, false));
    }

    public static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings()
                .withChars("aZ09 _-.,:;#!=%&|<>[]{}()'\"`$\\/@?*+~^\t\n\r")
                .withChars('\u00a0', '\u017f')
                .ofMaxLength(12);
        return Arbitraries.oneOf(Arbitraries.of(NASTY), any);
    }

    public static Arbitrary<String> names() {
        return Arbitraries.of(
                "a", "b", "c", "port", "max-size", "logLevel", "DATABASE_URL", "0", "com.example", "yes", "<<");
    }

    private static Arbitrary<ConfigObject> objects(Arbitrary<ConfigNode> values) {
        return names().list()
                .uniqueElements()
                .ofMaxSize(4)
                .flatMap(names -> values.list().ofSize(names.size()).map(nodes -> {
                    SequencedMap<String, ConfigNode> members = new LinkedHashMap<>();
                    for (int i = 0; i < names.size(); i++) {
                        members.put(names.get(i), nodes.get(i));
                    }
                    return object(members);
                }));
    }

    private static Arbitrary<ConfigNode> values(boolean nulls, boolean typed) {
        return values(scalars(nulls, typed), DEEPEST);
    }

    private static Arbitrary<ConfigNode> values(Arbitrary<ConfigNode> scalars, int levels) {
        if (levels == 0) {
            return scalars;
        }
        Arbitrary<ConfigNode> below = values(scalars, levels - 1);
        return Arbitraries.frequencyOf(
                Tuple.of(3, scalars),
                Tuple.of(1, below.list().ofMaxSize(3).map(list -> new ConfigList(list, Position.NONE))),
                Tuple.of(1, objects(below).map(object -> object)));
    }

    private static Arbitrary<ConfigNode> scalars(boolean nulls, boolean typed) {
        Arbitrary<ConfigNode> texts = texts().map(text -> scalar(Type.STRING, text));
        if (!typed) {
            return texts;
        }
        Arbitrary<ConfigNode> others = Arbitraries.of(
                        Map.entry(Type.BOOLEAN, "true"),
                        Map.entry(Type.BOOLEAN, "false"),
                        Map.entry(Type.NUMBER, "0"),
                        Map.entry(Type.NUMBER, "-17"),
                        Map.entry(Type.NUMBER, "30.50"),
                        Map.entry(Type.NUMBER, "1e5"),
                        Map.entry(Type.NUMBER, "12345678901234567890"),
                        Map.entry(nulls ? Type.NULL : Type.BOOLEAN, nulls ? "" : "true"))
                .map(entry -> scalar(entry.getKey(), entry.getValue()));
        return Arbitraries.oneOf(texts, others);
    }

    private static ConfigNode scalar(Type type, String text) {
        return new ConfigScalar(type, text, Position.NONE);
    }

    public static ConfigObject object(Map<String, ? extends ConfigNode> values) {
        SequencedMap<String, ConfigObject.Member> members = new LinkedHashMap<>();
        values.forEach((name, value) -> members.put(name, new ConfigObject.Member(Position.NONE, value)));
        return new ConfigObject(members, Position.NONE);
    }
}
