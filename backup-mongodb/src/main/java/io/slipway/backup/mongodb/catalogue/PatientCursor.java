package io.slipway.backup.mongodb.catalogue;

import com.mongodb.MongoCommandException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;

/**
 * Cursors that a server keeps however long nobody asks for more, as a repository that is slow may make it. A server that does
 * not know such ones gives one of its own.
 */
public final class PatientCursor {
    private static final int NOT_IMPLEMENTED = 238;

    private PatientCursor() {}

    public static <T> MongoCursor<T> open(FindIterable<T> query) {
        try {
            return query.noCursorTimeout(true).cursor();
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != NOT_IMPLEMENTED) {
                throw e;
            }
            return query.noCursorTimeout(false).cursor();
        }
    }
}
