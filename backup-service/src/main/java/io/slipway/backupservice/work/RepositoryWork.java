package io.slipway.backupservice.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.mongodb.MongoInterruptedException;

import io.slipway.backup.mongodb.restore.NotDumpedException;
import io.slipway.backup.repository.NotARepositoryException;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.backup.repository.WrongPassphraseException;
import io.slipway.backup.storage.FrozenFileException;
import io.slipway.backupservice.secrets.MissingSecretException;
import io.slipway.kit.task.TaskFailedException;

/** Does what reads and writes, and says of a failure whether another attempt may help. */
final class RepositoryWork {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryWork.class);

    private RepositoryWork() {}

    /** What is done. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, InterruptedException, TaskFailedException;
    }

    static <T> T of(Work<T> work) throws TaskFailedException, InterruptedException {
        try {
            return work.run();
        } catch (InterruptedIOException | ClosedByInterruptException | MongoInterruptedException e) {
            throw interrupted(e);
        } catch (MissingSecretException
                | WrongPassphraseException
                | NotARepositoryException
                | SnapshotNotFoundException
                | IncompleteBackupException
                | FrozenFileException
                | NotDumpedException e) {
            throw new TaskFailedException(String.valueOf(e.getMessage()), false, e);
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(e);
            }
            LOG.info("a run failed", e);
            throw new TaskFailedException(words(e), true, e);
        } catch (IllegalArgumentException e) {
            throw new TaskFailedException(words(e), false, e);
        }
    }

    private static InterruptedException interrupted(Exception cause) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("the run was taken away");
        interrupted.initCause(cause);
        return interrupted;
    }

    /** What failed, and behind it what it failed for, where that says more. */
    static String words(Throwable failure) {
        String message = failure.getMessage();
        String said = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        Throwable cause = failure.getCause();
        return cause == null || cause.getMessage() == null || said.contains(cause.getMessage())
                ? said
                : said + ": " + cause.getMessage();
    }
}
