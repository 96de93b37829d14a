package io.slipway.simulation.mongodb;

import java.time.Instant;

import de.bwaldvogel.mongo.bson.Document;

/** Deletes what TTL indexes say is over. */
final class Expiry {
    private Expiry() {}

    /** @return how many documents are gone */
    static int run(Front front) {
        if (!front.commands.ttlMonitorEnabled()) {
            return 0;
        }
        Instant now = front.getClock().instant();
        int deleted = 0;
        for (Namespace namespace : front.catalog.namespaces()) {
            for (Document index : front.engine.indexes(namespace)) {
                if (index.get("expireAfterSeconds") instanceof Number seconds) {
                    String field =
                            ((Document) index.get("key")).keySet().iterator().next();
                    deleted += deleteBefore(front.engine, namespace, field, now.minusSeconds(seconds.longValue()));
                }
            }
        }
        return deleted;
    }

    private static int deleteBefore(Engine engine, Namespace namespace, String field, Instant limit) {
        int deleted = 0;
        for (Document document : engine.documents(namespace)) {
            if (document.get(field) instanceof Instant date && date.isBefore(limit)) {
                engine.remove(namespace, document.get("_id"));
                deleted++;
            }
        }
        return deleted;
    }
}
