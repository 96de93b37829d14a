package io.slipway.backup.mongodb.restore;

import java.time.Duration;

import org.bson.BsonDocument;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.client.MongoClient;

/**
 * Runs commands that define something. Drivers repeat writes of documents when a connection breaks or another member becomes
 * primary, but not these; each of them does nothing if it is run again, or says that it was done.
 */
final class Definitions {
    private static final int ATTEMPTS = 5;
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final MongoClient client;

    Definitions(MongoClient client) {
        this.client = client;
    }

    /** @param done the code of the error that a repetition gets when the first attempt had done it; 0 if there is none */
    void run(String database, BsonDocument command, int done) {
        for (int attempt = 1; ; attempt++) {
            try {
                client.getDatabase(database).runCommand(command);
                return;
            } catch (MongoNotPrimaryException
                    | MongoNodeIsRecoveringException
                    | MongoSocketException
                    | MongoConnectionPoolClearedException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                pause(e);
            } catch (MongoCommandException e) {
                if (attempt > 1 && e.getErrorCode() == done) {
                    return;
                }
                throw e;
            }
        }
    }

    private static void pause(MongoException cause) {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MongoInterruptedException("while waiting to repeat what failed: " + cause.getMessage(), e);
        }
    }
}
