package io.slipway.simulation.mongodb;

import java.util.List;

import de.bwaldvogel.mongo.bson.Document;

/** What MongoDB answers a command with that fails; codes and names are MongoDB's. */
final class CommandError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String name;
    private final List<String> labels;

    CommandError(int code, String name, String message, String... labels) {
        super(message);
        this.code = code;
        this.name = name;
        this.labels = List.of(labels);
    }

    static CommandError notFound(Namespace namespace) {
        return new CommandError(26, "NamespaceNotFound", "ns does not exist: " + namespace);
    }

    static CommandError bad(String message) {
        return new CommandError(2, "BadValue", message);
    }

    Document reply() {
        Document reply = new Document("ok", 0.0)
                .append("errmsg", getMessage())
                .append("code", code)
                .append("codeName", name);
        if (!labels.isEmpty()) {
            reply.append("errorLabels", labels);
        }
        return reply;
    }
}
