package io.slipway.backupservice.repository;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.NotARepositoryException;
import io.slipway.backup.restic.RepositoryOptions;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.Storage;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.events.backup.policy.BackupPolicy;

/** Opens the repositories of policies, with the secrets that they name and within the limits that they set. */
public final class Repositories {
    /** How long to wait for a lock that another program holds; a run that finds it locked for longer is tried again. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Object> making = new ConcurrentHashMap<>();
    private final Storages storages;
    private final Secrets secrets;

    public Repositories(Storages storages, Secrets secrets) {
        this.storages = storages;
        this.secrets = secrets;
    }

    /** @throws NotARepositoryException if there is none */
    public ResticRepository open(BackupPolicy policy) throws IOException {
        return opened(policy, ResticRepository::open);
    }

    /** The same, also where its index is damaged. */
    public ResticRepository openForRepair(BackupPolicy policy) throws IOException {
        return opened(policy, ResticRepository::openForRepair);
    }

    @FunctionalInterface
    private interface Opening {
        ResticRepository open(Storage storage, char[] passphrase, RepositoryOptions options) throws IOException;
    }

    private ResticRepository opened(BackupPolicy policy, Opening how) throws IOException {
        Storage storage = storage(policy);
        try {
            return how.open(storage, passphrase(policy), options(policy));
        } catch (IOException | RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** The same, and makes it where there is none yet. Of several runs that find none, one makes it. */
    public ResticRepository openOrCreate(BackupPolicy policy) throws IOException {
        synchronized (making.computeIfAbsent(policy.repository().location(), location -> new Object())) {
            try {
                return open(policy);
            } catch (NotARepositoryException e) {
                return create(policy, e);
            }
        }
    }

    private ResticRepository create(BackupPolicy policy, NotARepositoryException none) throws IOException {
        Storage storage = storage(policy);
        try {
            return ResticRepository.create(storage, passphrase(policy), options(policy));
        } catch (IOException | RuntimeException failure) {
            storage.close();
            failure.addSuppressed(none);
            throw failure;
        }
    }

    private char[] passphrase(BackupPolicy policy) throws IOException {
        return secrets.get(policy.repository().passphrase()).toCharArray();
    }

    private static RepositoryOptions options(BackupPolicy policy) {
        RepositoryOptions options = RepositoryOptions.DEFAULT.withPatience(PATIENCE);
        Integer concurrency = policy.limits().concurrency();
        return concurrency == null
                ? options
                : options.withUpload(
                        options.upload().withConnections(concurrency).withWorkers(concurrency));
    }

    private Storage storage(BackupPolicy policy) throws IOException {
        @Nullable String credentials = policy.repository().credentials();
        return storages.open(policy, credentials == null ? null : secrets.get(credentials));
    }
}
