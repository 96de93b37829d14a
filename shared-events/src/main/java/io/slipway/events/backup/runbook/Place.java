package io.slipway.events.backup.runbook;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.backup.policy.RepositorySpec;

/** Where a repository is, as the commands name it. */
record Place(RepositorySpec repository) {

    /** The options of {@code slipway} that open it; the passphrase is in a file that has the name of its secret. */
    String options() {
        return "--repository " + Shell.quoted(repository.location()) + " --passphrase-file "
                + Shell.quoted(repository.passphrase());
    }

    /** The beginning of a command of restic's. */
    String restic() {
        return "restic -r " + Shell.quoted(repository.location()) + " -p " + Shell.quoted(repository.passphrase());
    }

    /** What the storage asks for, from where Slipway and restic look for it; empty where it is a folder. */
    List<String> signingIn() {
        String location = repository.location();
        @Nullable String secret = repository.credentials();
        if (location.startsWith("s3:")) {
            return List.of(
                    "export AWS_ACCESS_KEY_ID='" + (secret == null ? "…" : "what stands before the colon in " + secret)
                            + "'",
                    "export AWS_SECRET_ACCESS_KEY='" + (secret == null ? "…" : "what stands after it") + "'");
        }
        if (location.startsWith("gs:")) {
            return List.of("export GOOGLE_APPLICATION_CREDENTIALS='"
                    + (secret == null ? "…" : "the key file that " + secret + " names") + "'");
        }
        return List.of();
    }

    /** What else the storage needs. */
    String hint() {
        if (!repository.location().startsWith("sftp:")) {
            return "";
        }
        return " The private key"
                + (repository.credentials() == null ? "" : " that " + repository.credentials() + " names")
                + " has to be in `~/.ssh` under one of the names that ssh looks for (`id_ed25519`, `id_ecdsa`, `id_rsa`),"
                + " and the host in `~/.ssh/known_hosts`.";
    }
}
