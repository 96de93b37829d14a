package io.slipway.config.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.regex.Pattern;

import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.ConfigTree;
import io.slipway.config.document.DocumentFormat;
import io.slipway.config.document.DocumentReader;
import io.slipway.config.document.Fault;
import io.slipway.config.document.KeyPath;
import io.slipway.config.document.Parsed;
import io.slipway.config.render.PropertiesWriter;
import io.slipway.config.render.YamlWriter;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The condition {@code spring.config.activate.on-profile} of a document. */
final class OnProfile {
    private static final KeyPath ACTIVATE = KeyPath.parse("spring.config.activate");
    private static final KeyPath ON_PROFILE = ACTIVATE.name("on-profile");
    private static final KeyPath OLD = KeyPath.parse("spring.profiles");
    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9._]([A-Za-z0-9._-]*[A-Za-z0-9._])?");

    private OnProfile() {}

    /** The profiles a document is for, none for a document without a condition; refused when layers cannot say it. */
    static Parsed<SequencedSet<String>> profiles(ConfigTree tree) {
        Optional<ConfigNode> old = tree.find(OLD).filter(ConfigScalar.class::isInstance);
        if (old.isPresent()) {
            return refused(old.get(), OLD, "Spring Boot no longer reads this; it is spring.config.activate.on-profile");
        }
        Optional<ConfigNode> activate = tree.find(ACTIVATE);
        if (activate.isPresent() && tree.find(ON_PROFILE).isEmpty()) {
            return refused(activate.get(), ACTIVATE, "a condition other than on-profile cannot become a layer");
        }
        SequencedSet<String> profiles = new LinkedHashSet<>();
        for (Map.Entry<KeyPath, ConfigNode> leaf : tree.leaves().entrySet()) {
            boolean condition = startsWith(leaf.getKey(), ACTIVATE);
            if (condition && !startsWith(leaf.getKey(), ON_PROFILE)) {
                return refused(
                        leaf.getValue(), leaf.getKey(), "a condition other than on-profile cannot become a layer");
            }
            if (condition) {
                String expression = leaf.getValue() instanceof ConfigScalar scalar ? scalar.text() : "";
                for (String profile : expression.split("[,|]", -1)) {
                    if (!PROFILE.matcher(profile.strip()).matches()) {
                        return refused(
                                leaf.getValue(),
                                leaf.getKey(),
                                "only names of profiles, with ',' or '|' between them, can become layers");
                    }
                    profiles.add(profile.strip());
                }
            }
        }
        return Parsed.valid(profiles);
    }

    /** The document without its condition: without those lines where this is all that changes, else written anew. */
    static String strip(String text, DocumentFormat format, ConfigTree tree) {
        Map<KeyPath, ConfigNode> leaves = tree.leaves();
        leaves.keySet().removeIf(key -> startsWith(key, ON_PROFILE));
        String shorter = withoutLines(text, tree);
        Optional<ConfigTree> again = DocumentReader.read(tree.document(), format, shorter.getBytes(UTF_8))
                .toOptional();
        if (again.isPresent() && same(again.get().leaves(), leaves)) {
            return shorter;
        }
        ConfigObject rest = without(tree.root(), ON_PROFILE.segments());
        return format == DocumentFormat.YAML ? YamlWriter.write(rest) : PropertiesWriter.write(rest);
    }

    private static String withoutLines(String text, ConfigTree tree) {
        List<KeyPath.Segment> way = ON_PROFILE.segments();
        ConfigObject object = tree.root();
        int first = 0;
        for (KeyPath.Segment segment : way) {
            String name = ((KeyPath.Name) segment).name();
            ConfigObject.Member member = object.members().get(name);
            if (first == 0 || object.members().size() > 1) {
                first = member.at().line();
            }
            if (member.value() instanceof ConfigObject next) {
                object = next;
            }
        }
        int last = tree.leaves().entrySet().stream()
                .filter(leaf -> startsWith(leaf.getKey(), ON_PROFILE))
                .mapToInt(leaf -> leaf.getValue().position().line())
                .max()
                .orElse(first);
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
        lines.subList(Math.min(first - 1, lines.size()), Math.min(last, lines.size()))
                .clear();
        return String.join("", lines);
    }

    private static ConfigObject without(ConfigObject object, List<KeyPath.Segment> way) {
        LinkedHashMap<String, ConfigObject.Member> members = new LinkedHashMap<>(object.members());
        String name = ((KeyPath.Name) way.getFirst()).name();
        ConfigObject.Member member = members.remove(name);
        if (way.size() > 1 && member.value() instanceof ConfigObject inner) {
            ConfigObject rest = without(inner, way.subList(1, way.size()));
            if (!rest.members().isEmpty()) {
                members.put(name, new ConfigObject.Member(member.at(), rest));
            }
        }
        return new ConfigObject(members, object.position());
    }

    private static boolean same(Map<KeyPath, ConfigNode> left, Map<KeyPath, ConfigNode> right) {
        return left.keySet().equals(right.keySet())
                && left.entrySet().stream().allMatch(leaf -> leaf.getValue().sameAs(right.get(leaf.getKey())));
    }

    private static boolean startsWith(KeyPath key, KeyPath start) {
        return key.segments().size() >= start.segments().size()
                && key.segments().subList(0, start.segments().size()).equals(start.segments());
    }

    private static <T> Parsed<T> refused(ConfigNode node, KeyPath key, String message) {
        return Parsed.refused(Fault.at(node.position(), key.toString(), message));
    }
}
