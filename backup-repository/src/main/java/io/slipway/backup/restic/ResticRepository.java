package io.slipway.backup.restic;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.backup.hold.LegalHolds;
import io.slipway.backup.repository.BlobReceiver;
import io.slipway.backup.repository.BlobType;
import io.slipway.backup.repository.DamagedException;
import io.slipway.backup.repository.NotARepositoryException;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.WrongPassphraseException;
import io.slipway.backup.repository.archive.ArchiveReport;
import io.slipway.backup.repository.archive.Archiver;
import io.slipway.backup.repository.archive.FrozenPacks;
import io.slipway.backup.repository.archive.ThawReport;
import io.slipway.backup.repository.check.CheckReport;
import io.slipway.backup.repository.check.Checker;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.crypto.DerivedKeys;
import io.slipway.backup.repository.crypto.KeyFile;
import io.slipway.backup.repository.crypto.MasterKey;
import io.slipway.backup.repository.crypto.Sealer;
import io.slipway.backup.repository.file.RepositoryConfig;
import io.slipway.backup.repository.file.SealedFiles;
import io.slipway.backup.repository.file.Snapshots;
import io.slipway.backup.repository.index.SharedIndex;
import io.slipway.backup.repository.lock.HeldLock;
import io.slipway.backup.repository.lock.Locks;
import io.slipway.backup.repository.lock.Process;
import io.slipway.backup.repository.prune.PruneOptions;
import io.slipway.backup.repository.prune.PruneReport;
import io.slipway.backup.repository.prune.Pruner;
import io.slipway.backup.repository.read.BlobReader;
import io.slipway.backup.repository.read.PackFiles;
import io.slipway.backup.repository.repair.Adoption;
import io.slipway.backup.repository.repair.IndexRepair;
import io.slipway.backup.repository.repair.RepairReport;
import io.slipway.backup.repository.repair.Repaired;
import io.slipway.backup.repository.repair.SnapshotRepair;
import io.slipway.backup.repository.upload.PackedUpload;
import io.slipway.backup.repository.upload.UploadGuard;
import io.slipway.backup.retention.Retention;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.RetentionExtension;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;

/** A repository in restic's format, version 2; repositories of version 1 are read and written as well. */
public final class ResticRepository implements Repository {
    private static final Logger LOG = LoggerFactory.getLogger(ResticRepository.class);

    private final Storage storage;
    private final RepositoryOptions options;
    private final RepositoryConfig config;
    private final Sealer sealer;
    private final DerivedKeys derived;
    private final SealedFiles files;
    private final Snapshots snapshots;
    private final SharedIndex index;
    private final BlobReader blobs;
    private final Locks locks;
    private final RepositoryKeys keys;

    private ResticRepository(
            Storage storage, RepositoryOptions options, Unlocked key, Sealer sealer, RepositoryConfig config) {
        this.storage = storage;
        this.options = options;
        this.config = config;
        this.sealer = sealer;
        this.derived = new DerivedKeys(key.master());
        this.keys = new RepositoryKeys(storage, key.master(), key.id(), options);
        this.files = new SealedFiles(storage, sealer, config.version());
        this.snapshots = new Snapshots(storage, files);
        this.index = new SharedIndex(storage, files);
        this.blobs = new BlobReader(storage, sealer, index);
        this.locks = new Locks(storage, files, Process.current(), options.listsAfter(), options.clock());
    }

    /** Makes a repository where none is. */
    public static ResticRepository create(Storage storage, char[] passphrase) throws IOException {
        return create(storage, passphrase, RepositoryOptions.DEFAULT);
    }

    /** @throws FileAlreadyExistsException if there is a repository already: it is left as it is */
    public static ResticRepository create(Storage storage, char[] passphrase, RepositoryOptions options)
            throws IOException {
        if (storage.length(StoredFile.CONFIG).isPresent()) {
            throw new FileAlreadyExistsException(storage.location(), null, "there is a repository already");
        }
        List<Listed> keys = new ArrayList<>();
        storage.list(FileType.KEY, keys::add);
        if (!keys.isEmpty()) {
            throw new FileAlreadyExistsException(
                    storage.location(), null, "there are keys of a repository, and no config");
        }
        MasterKey key = MasterKey.random(new SecureRandom());
        ObjectId keyId = RepositoryKeys.save(storage, key, passphrase, options);
        RepositoryConfig config = RepositoryConfig.random();
        Sealer sealer = new Sealer(key);
        try {
            config.save(new SealedFiles(storage, sealer, config.version()));
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster. A key that does not fit the config would make it look damaged.
            storage.delete(new StoredFile(FileType.KEY, keyId.toString()));
            throw e;
        }
        return new ResticRepository(storage, options, new Unlocked(keyId, key), sealer, config);
    }

    public static ResticRepository open(Storage storage, char[] passphrase) throws IOException {
        return open(storage, passphrase, RepositoryOptions.DEFAULT);
    }

    /**
     * Opens a repository and reads its index. The storage is the repository's from now on.
     *
     * @throws NotARepositoryException if there is none, or one of a version that is not known
     * @throws WrongPassphraseException if the passphrase opens none of its keys
     * @throws DamagedException if a file that is needed is damaged
     */
    public static ResticRepository open(Storage storage, char[] passphrase, RepositoryOptions options)
            throws IOException {
        ResticRepository repository = openForRepair(storage, passphrase, options);
        repository.index.refresh();
        return repository;
    }

    /** The same, but index files that are damaged are passed over: for {@link #check} and {@link #repair}. */
    public static ResticRepository openForRepair(Storage storage, char[] passphrase, RepositoryOptions options)
            throws IOException {
        if (storage.length(StoredFile.CONFIG).isEmpty()) {
            throw new NotARepositoryException("there is no repository at " + storage.location() + ": no file 'config'");
        }
        Unlocked key = unlock(storage, passphrase);
        Sealer sealer = new Sealer(key.master());
        RepositoryConfig config;
        try {
            config = RepositoryConfig.load(new SealedFiles(storage, sealer, RepositoryConfig.NEWEST));
        } catch (DamagedException e) {
            throw new DamagedException(
                    e.getMessage() + ". The passphrase is right: bring the file 'config' back from a copy of "
                            + storage.location(),
                    e);
        }
        ResticRepository repository = new ResticRepository(storage, options, key, sealer, config);
        repository.index.refreshTolerating((file, failure) -> LOG.warn("{}", failure.getMessage()));
        return repository;
    }

    /** A key that the passphrase opened, and the name of its file. */
    private record Unlocked(ObjectId id, MasterKey master) {}

    private static Unlocked unlock(Storage storage, char[] passphrase) throws IOException {
        List<StoredFile> keys = new ArrayList<>();
        storage.list(FileType.KEY, listed -> keys.add(listed.file()));
        if (keys.isEmpty()) {
            throw new NotARepositoryException(
                    "there is a file 'config' at " + storage.location()
                            + " and no key: it is no repository, or one whose folder 'keys' is lost, which nobody can read without");
        }
        List<DamagedException> damaged = new ArrayList<>();
        for (StoredFile file : keys) {
            try {
                byte[] json = storage.read(file);
                if (!ObjectId.hash(json).toString().equals(file.name())) {
                    throw new DamagedException("its content does not have the hash that is its name");
                }
                Optional<MasterKey> key = KeyFile.parse(json).open(passphrase);
                if (key.isPresent()) {
                    return new Unlocked(ObjectId.parse(file.name()), key.get());
                }
            } catch (DamagedException e) {
                damaged.add(new DamagedException(file.path() + " is damaged: " + e.getMessage(), e));
            }
        }
        if (!damaged.isEmpty()) {
            DamagedException failure = new DamagedException("the passphrase opens none of the whole keys, and "
                    + damaged.size() + " of " + keys.size() + " cannot be tried: "
                    + damaged.getFirst().getMessage());
            damaged.forEach(failure::addSuppressed);
            throw failure;
        }
        throw new WrongPassphraseException("the passphrase is wrong: it opens none of the " + keys.size()
                + " keys of the repository at " + storage.location());
    }

    @Override
    public String id() {
        return config.id();
    }

    @Override
    public String location() {
        return storage.location();
    }

    /**
     * Begins a backup under a shared lock. If somebody died who held one, the packs that came of it are taken into the index.
     *
     * @throws io.slipway.backup.repository.RepositoryLockedException if somebody holds an exclusive lock
     */
    @Override
    public Upload upload() throws IOException {
        if (!options.locks()) {
            index.refresh();
            return begin(UploadGuard.NONE);
        }
        HeldLock lock = locks.shared(options.patience());
        try {
            index.refresh();
            if (lock.foundStale()) {
                adopt();
            }
            return begin(UploadGuard.of(lock));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private Upload begin(UploadGuard guard) {
        return new PackedUpload(storage, sealer, index, snapshots, options.upload(), config.version() >= 2, guard);
    }

    /**
     * Takes packs into the index that an upload left behind which did not come to its end. Uploads under locks do it by
     * themselves when there is cause.
     *
     * @return how many there were
     */
    public int adopt() throws IOException {
        return new Adoption(storage, new PackFiles(storage, sealer), index).adopt();
    }

    /**
     * Removes snapshots; what only they need goes with a later prune. Those that are gone already are passed over.
     *
     * @throws StorageRefusedException if one of them is on legal hold, also where it has another name since; nothing was
     *     removed then
     */
    public void forget(Collection<ObjectId> ids) throws IOException {
        holds().requireNone(ids);
        for (ObjectId id : ids) {
            snapshots.delete(id);
        }
    }

    /** The legal holds. */
    public LegalHolds holds() {
        return new LegalHolds(
                snapshots,
                () -> options.locks() ? UploadGuard.of(locks.shared(options.patience())) : UploadGuard.NONE,
                options.clock());
    }

    /** The passphrases. */
    public RepositoryKeys keys() {
        return keys;
    }

    /**
     * Makes the best of a damaged repository: the index anew from what packs say of themselves, new packs with what is whole in
     * damaged ones, and of each snapshot that lost something a copy with what is left, tagged {@value Repaired#TAG}. The snapshot
     * that it is a copy of goes, unless it is on legal hold. Nobody else may use the repository meanwhile.
     *
     * @param readEverything whether all packs are read from end to end; otherwise only those count as damaged that are too short or
     *     have no header
     */
    public RepairReport repair(boolean readEverything, WorkListener listener) throws IOException {
        return repair(readEverything, Set.of(), null, listener);
    }

    /**
     * The same.
     *
     * @param held snapshots that somebody else knows to be on legal hold, by their names or those of the first of their lines
     * @param label of this repair, such as the id of a run: what it replaces carries it, so that it is found where the report
     *     does not arrive, see {@link Repaired}
     */
    public RepairReport repair(
            boolean readEverything, Set<ObjectId> held, @Nullable String label, WorkListener listener)
            throws IOException {
        try (HeldLock lock = locks.exclusive(options.patience())) {
            IndexRepair indexes = new IndexRepair(storage, sealer, files, options.upload(), listener);
            indexes.repair(readEverything, options.clock());
            lock.check();
            index.refresh();
            List<RepairReport.Rewritten> rewritten = new ArrayList<>();
            List<String> lost = new ArrayList<>();
            List<String> unreadable = new ArrayList<>();
            try (Upload upload = begin(UploadGuard.NONE)) {
                SnapshotRepair trees = new SnapshotRepair(blobs, upload);
                for (ObjectId id : snapshots.ids()) {
                    try {
                        StoredSnapshot stored = snapshots.load(id);
                        boolean kept = held.stream().anyMatch(stored::isCalled);
                        rewrite(stored, kept, label, trees, upload, lost).ifPresent(rewritten::add);
                    } catch (DamagedException e) {
                        unreadable.add(String.valueOf(e.getMessage()));
                    }
                }
            }
            return new RepairReport(
                    indexes.packsIndexed(),
                    indexes.packsDamaged(),
                    indexes.blobsSalvaged(),
                    rewritten,
                    lost,
                    unreadable);
        }
    }

    private Optional<RepairReport.Rewritten> rewrite(
            StoredSnapshot old,
            boolean held,
            @Nullable String label,
            SnapshotRepair trees,
            Upload upload,
            List<String> lost)
            throws IOException {
        int before = lost.size();
        ObjectId tree =
                trees.rewrite(old.snapshot().tree(), "snapshot " + old.id().brief() + " /", lost);
        if (tree.equals(old.snapshot().tree())) {
            return Optional.empty();
        }
        StoredSnapshot now =
                upload.finish(Repaired.of(old, tree, label, List.copyOf(lost.subList(before, lost.size()))));
        if (!held && !Retention.isOnHold(old.snapshot())) {
            snapshots.delete(old.id());
        }
        return Optional.of(new RepairReport.Rewritten(old.id(), now));
    }

    /**
     * Makes room: what no snapshot needs is marked, and removed by a prune after the grace time. Backups may run meanwhile, unless
     * the grace time is zero.
     *
     * @throws io.slipway.backup.repository.RepositoryLockedException if another prune runs, or somebody has an exclusive lock
     * @throws DamagedException if something that a snapshot needs cannot be found: nothing is removed then
     */
    public PruneReport prune(PruneOptions how, WorkListener listener) throws IOException {
        Pruner pruner = new Pruner(storage, sealer, files, options.upload(), listener);
        if (!options.locks()) {
            if (how.grace().isZero()) {
                throw new IllegalArgumentException(
                        "without locks nothing can be removed at once: somebody may rely on it");
            }
            return pruner.prune(how, options.clock(), PruneObstacles.none());
        }
        try (HeldLock lock =
                how.grace().isZero() ? locks.exclusive(options.patience()) : locks.prune(options.patience())) {
            return pruner.prune(how, options.clock(), new PruneObstacles(locks, lock));
        }
    }

    /**
     * Has the storage keep what snapshots need until a time at least: the packs that are not on their way out, the config and
     * the keys. Snapshots have the retention that they were written with; the index can be made anew.
     *
     * @return how many files are retained longer than before
     * @throws StorageRefusedException if the storage knows no retention
     */
    public int retain(Instant atLeast, RetentionExtension.Listener listener) throws IOException {
        index.refresh();
        return new RetentionExtension(storage)
                .extend(
                        atLeast,
                        file -> switch (file.type()) {
                            case CONFIG, KEY -> true;
                            case PACK -> index.blobs().hasPack(ObjectId.parse(file.name()));
                            case INDEX, SNAPSHOT, LOCK -> false;
                        },
                        listener);
    }

    /**
     * Moves packs that only snapshots from before a time need to another class of storage. May run beside backups.
     *
     * @param storageClass by the storage's own name
     * @param dryRun only to tell what would be moved
     * @throws StorageRefusedException if the storage has no classes, or does not know this one
     */
    public ArchiveReport archive(Instant olderThan, String storageClass, boolean dryRun, WorkListener listener)
            throws IOException {
        List<StoredSnapshot> all = snapshots.all();
        index.refresh();
        int threads = options.upload().connections();
        return new Archiver(storage, index.blobs(), blobs, threads, listener)
                .archive(all, olderThan, storageClass, dryRun);
    }

    /**
     * What has to be thawed before some snapshots, or what of them is included, can be restored.
     *
     * @param ask whether it is asked for; otherwise this only tells
     */
    public ThawReport thaw(List<StoredSnapshot> stored, List<String> include, boolean ask) throws IOException {
        return new FrozenPacks(storage, index.blobs(), blobs).thaw(stored, include, ask);
    }

    /** Until when the storage refuses to let a snapshot go, whoever asks; empty where it has none of that. */
    public Optional<Instant> retainedUntil(ObjectId snapshot) throws IOException {
        return snapshots.retainedUntil(snapshot);
    }

    /**
     * Looks whether everything is there and whole. May run beside backups.
     *
     * @throws IOException if the storage fails; what is damaged stands in the report instead
     */
    public CheckReport check(DataToRead data, WorkListener listener) throws IOException {
        int threads = options.upload().workers();
        return new Checker(storage, sealer, files, threads, listener).check(data, new SecureRandom());
    }

    /** Removes the locks of processes that are gone, and gives how many. */
    public int removeStaleLocks() throws IOException {
        return locks.removeStale();
    }

    /** Removes all locks, and gives how many. Only for when nobody uses the repository. */
    public int removeAllLocks() throws IOException {
        return locks.removeAll();
    }

    @Override
    public byte[] load(BlobType type, ObjectId id) throws IOException {
        return blobs.load(type, id);
    }

    @Override
    public void loadAll(BlobType type, Collection<ObjectId> ids, BlobReceiver receiver) throws IOException {
        blobs.loadAll(type, ids, receiver);
    }

    @Override
    public int length(BlobType type, ObjectId id) throws IOException {
        return blobs.length(type, id);
    }

    @Override
    public List<StoredSnapshot> snapshots() throws IOException {
        return snapshots.all();
    }

    @Override
    public StoredSnapshot snapshot(String name) throws IOException {
        return snapshots.find(name);
    }

    @Override
    public byte[] derivedKey(String purpose) {
        return derived.key(purpose);
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
