package io.slipway.backupservice.http;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

import io.slipway.backup.repository.NotARepositoryException;
import io.slipway.backup.repository.SnapshotNotFoundException;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;

/** Asks a repository, and says what is wrong with it as a problem. */
final class RepositoryAnswers {
    private RepositoryAnswers() {}

    /** What is asked of a repository. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws IOException;
    }

    static <T> T of(Question<T> question) {
        try {
            return question.ask();
        } catch (SnapshotNotFoundException | NotARepositoryException e) {
            throw new ProblemException(ProblemCode.NOT_FOUND, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no " + e.getFile() + " in the snapshot.");
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new ProblemException(
                    ProblemCode.UNAVAILABLE,
                    "The repository cannot be read: "
                            + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }
}
