package io.slipway.config.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

import io.slipway.config.document.ConfigList;
import io.slipway.config.document.ConfigNode;
import io.slipway.config.document.ConfigObject;
import io.slipway.config.document.ConfigScalar;
import io.slipway.config.document.KeyPath;

/**
 * Writes YAML that readers of version 1.1, such as Spring's, and of 1.2 take for the same: text goes without quotes only where
 * no version sees anything else in it.
 */
public final class YamlWriter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./@-]*");
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");
    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSchema(new CoreSchema())
            .setSplitLines(false)
            .setMaxSimpleKeyLength(KeyPath.LONGEST)
            .setDereferenceAliases(true)
            .build();

    private YamlWriter() {}

    /** One document without a start marker. A name with a dot stands in brackets, as in a document. */
    public static String write(ConfigObject config) {
        return emit(node(config, name -> KeyPath.ROOT.name(name).toString()));
    }

    /** The same for readers that know nothing of dotted keys, such as Kubernetes: a name stays as it is. */
    public static String writeLiterally(ConfigObject config) {
        return emit(node(config, name -> name));
    }

    private static String emit(Node root) {
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS).serializeOne(root).iterator());
    }

    private static Node node(ConfigNode node, UnaryOperator<String> names) {
        return switch (node) {
            case ConfigObject object -> {
                List<NodeTuple> members = new ArrayList<>();
                object.members()
                        .forEach((name, member) ->
                                members.add(new NodeTuple(text(names.apply(name)), node(member.value(), names))));
                yield new MappingNode(Tag.MAP, members, style(members.isEmpty()));
            }
            case ConfigList list -> {
                List<Node> elements = list.elements().stream()
                        .map(element -> node(element, names))
                        .toList();
                yield new SequenceNode(Tag.SEQ, elements, style(elements.isEmpty()));
            }
            case ConfigScalar scalar ->
                switch (scalar.type()) {
                    case STRING, UNTYPED -> text(scalar.text());
                    case NUMBER -> new ScalarNode(numberTag(scalar.text()), scalar.text(), ScalarStyle.PLAIN);
                    case BOOLEAN -> new ScalarNode(Tag.BOOL, scalar.text(), ScalarStyle.PLAIN);
                    case NULL -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
                };
        };
    }

    private static FlowStyle style(boolean empty) {
        return empty ? FlowStyle.FLOW : FlowStyle.BLOCK;
    }

    private static Tag numberTag(String text) {
        return text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9') ? Tag.INT : Tag.FLOAT;
    }

    private static ScalarNode text(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return new ScalarNode(Tag.STR, text, plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }
}
