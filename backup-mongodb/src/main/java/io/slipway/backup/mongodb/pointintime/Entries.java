package io.slipway.backup.mongodb.pointintime;

import java.io.IOException;

import io.slipway.backup.mongodb.oplog.OplogEntry;

/** The entries of a plan in their order, none of them twice. */
interface Entries {
    /** Gets them one by one, until it throws or there are no more. */
    void forEach(Receiver receiver) throws IOException;

    /** Takes an entry. */
    interface Receiver {
        void accept(OplogEntry entry) throws IOException;
    }
}
