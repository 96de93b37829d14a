package io.slipway.simulation.mongodb;

import de.bwaldvogel.mongo.bson.Document;

/** Hears of every change of data at the moment it is made, in the order it is made. */
interface Changes {
    void created(Namespace namespace);

    void inserted(Namespace namespace, Document document);

    /** Both images are whole documents. */
    void updated(Namespace namespace, Document before, Document after);

    void deleted(Namespace namespace, Document document);
}
