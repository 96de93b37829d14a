package io.slipway.config.document;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads one YAML document of bounded depth and number of aliases. One use. */
final class YamlReader {
    private static final int MOST_ALIASES = 50;

    private final SourceText source;
    private final Position start;

    YamlReader(SourceText source) {
        this.source = source;
        start = new Position(source.document(), 1, 1);
    }

    Parsed<ConfigTree> read() {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.document())
                .setCodePointLimit(DocumentReader.LARGEST)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setAllowNonScalarKeys(true)
                .setSchema(new CoreSchema())
                .build();
        TreeBuilder builder = new TreeBuilder(source.document());
        try {
            Fault shape = shape(new Parse(settings).parseString(source.text()));
            if (shape != null) {
                return Parsed.refused(shape);
            }
            Optional<Node> root = new Compose(settings).composeString(source.text());
            root.ifPresent(node -> new YamlNodes(source.document(), builder).read(node));
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().or(e::getContextMark).map(this::at).orElse(start);
            builder.fault(at, "", "not valid YAML: " + problem(e.getProblem()));
        } catch (ReaderException e) {
            builder.fault(source.position(offset(e.getPosition())), "", "this character is not allowed in YAML");
        } catch (YamlEngineException | IndexOutOfBoundsException | IllegalArgumentException e) {
            builder.fault(start, "", "not valid YAML: " + e.getMessage());
        }
        return builder.finish(start);
    }

    /** Looks at the flat stream of events before anything recurses into the document. */
    private @Nullable Fault shape(Iterable<Event> events) {
        int level = 0;
        int aliases = 0;
        int documents = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case DocumentStart -> documents++;
                case MappingStart, SequenceStart -> level++;
                case MappingEnd, SequenceEnd -> level--;
                case Alias -> aliases++;
                default -> {}
            }
            if (documents > 1) {
                return fault(event, "one document in a file; here a second begins");
            }
            if (level > KeyPath.MOST_LEVELS) {
                return fault(event, "nested more than " + KeyPath.MOST_LEVELS + " levels deep");
            }
            if (aliases > MOST_ALIASES) {
                return fault(event, "more than " + MOST_ALIASES + " aliases");
            }
        }
        return null;
    }

    private Fault fault(Event event, String message) {
        return Fault.at(event.getStartMark().map(this::at).orElse(start), "", message);
    }

    private Position at(Mark mark) {
        return new Position(source.document(), mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The reader counts code points. */
    private int offset(int codePoints) {
        int length = source.text().codePointCount(0, source.text().length());
        return source.text().offsetByCodePoints(0, Math.clamp(codePoints, 0, length));
    }

    private static String problem(@Nullable String problem) {
        if (problem == null) {
            return "it cannot be read";
        }
        return problem.contains("\\t") || problem.contains("TAB")
                ? "a tab stands where YAML takes only spaces"
                : problem.lines().findFirst().orElse("it cannot be read");
    }
}
