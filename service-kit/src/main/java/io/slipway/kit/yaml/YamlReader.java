package io.slipway.kit.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Reads one YAML 1.2 document of bounded size, depth and number of aliases. */
public final class YamlReader {
    private static final int MOST_LEVELS = 50;
    private static final int MOST_ALIASES = 50;

    private YamlReader() {}

    /** @param limit the largest file, in bytes */
    public static YamlDocument read(byte[] file, int limit) throws YamlFault {
        if (file.length > limit) {
            throw new YamlFault(0, 0, "the file has " + file.length + " bytes, at most " + limit + " are read");
        }
        String text = text(file);
        LoadSettings settings = LoadSettings.builder()
                .setLabel("slipway.yaml")
                .setCodePointLimit(limit)
                .setMaxAliasesForCollections(MOST_ALIASES)
                .build();
        try {
            checkShape(new Parse(settings).parseString(text));
            Node root = new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() -> new YamlFault(1, 1, "the file is empty"));
            return new NodeConverter().convert(root);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            throw new YamlFault(
                    mark.map(m -> m.getLine() + 1).orElse(0),
                    mark.map(m -> m.getColumn() + 1).orElse(0),
                    "not valid YAML: " + (e.getProblem() == null ? "it cannot be read" : e.getProblem()));
        } catch (YamlEngineException | IndexOutOfBoundsException e) {
            throw new YamlFault(0, 0, "not valid YAML: " + e.getMessage());
        }
    }

    private static String text(byte[] file) throws YamlFault {
        try {
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new YamlFault(0, 0, "the file is not UTF-8 text");
        }
    }

    /** Looks at the flat stream of events before anything recurses into the document. */
    private static void checkShape(Iterable<Event> events) throws YamlFault {
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
                throw fault(event, "the file has more than one document");
            }
            if (level > MOST_LEVELS) {
                throw fault(event, "nested more than " + MOST_LEVELS + " levels deep");
            }
            if (aliases > MOST_ALIASES) {
                throw fault(event, "more than " + MOST_ALIASES + " aliases");
            }
        }
    }

    private static YamlFault fault(Event event, String message) {
        return new YamlFault(
                event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0),
                event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0),
                message);
    }
}
