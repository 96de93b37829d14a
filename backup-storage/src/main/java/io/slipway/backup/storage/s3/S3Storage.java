package io.slipway.backup.storage.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.Readiness;
import io.slipway.backup.storage.RetainedFileException;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.remote.ObjectNames;
import io.slipway.backup.storage.remote.Retention;

import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetention;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The files of a repository in a bucket, in restic's layout. A file is created on the condition that there is none, with the
 * SHA-256 of its content for the server to check. Requests are not repeated here: see
 * {@link io.slipway.backup.storage.RetryingStorage}.
 *
 * <p>With a retention, every new file but locks is put under Object Lock. In a bucket with versions a delete only hides a
 * file; so that a retained file does not even vanish from sight, its delete is refused here already.
 */
public final class S3Storage implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(S3Storage.class);

    private final S3Settings settings;
    private final S3Bucket bucket;
    private final ObjectNames names;
    private final InstantSource clock;
    private final S3Client client;
    private final S3Classes classes;
    private volatile boolean conditional = true;

    public S3Storage(S3Settings settings, InstantSource clock) {
        this(settings, clock, settings.client().build());
    }

    S3Storage(S3Settings settings, InstantSource clock, S3Client client) {
        this.settings = settings;
        this.bucket = settings.bucket();
        this.names = new ObjectNames(bucket.prefix());
        this.clock = clock;
        this.client = client;
        this.classes = new S3Classes(client, bucket);
    }

    /**
     * Asks for the bucket, so that a wrong name or key is found before there is something to lose.
     *
     * @throws StorageRefusedException if there is none, or it is not for these credentials
     */
    public S3Storage checked() throws IOException {
        try {
            call("asking for the bucket", () -> client.headBucket(b -> b.bucket(bucket.bucket())));
            return this;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        // Where the condition is not known, and for the one file whose name does not say what is in it.
        if (!conditional || file.type() == FileType.CONFIG) {
            if (length(file).isPresent()) {
                throw new FileAlreadyExistsException(file.path());
            }
        }
        PutObjectRequest request = request(file, content);
        try {
            client.putObject(request, Upload.body(content));
        } catch (S3Exception e) {
            if (e.statusCode() == S3Failure.PRECONDITION_FAILED) {
                throw new FileAlreadyExistsException(file.path());
            }
            if (conditional && e.statusCode() == S3Failure.NOT_IMPLEMENTED) {
                LOG.warn("{} does not know If-None-Match: files are looked for before they are written", location());
                conditional = false;
                save(file, content);
                return;
            }
            throw S3Failure.of(bucket, "writing " + file.path(), e);
        } catch (SdkException e) {
            throw S3Failure.of(bucket, "writing " + file.path(), e);
        } catch (UncheckedIOException e) {
            throw new IOException(
                    file.path() + " could not be sent: " + e.getCause().getMessage(), e.getCause());
        }
    }

    private PutObjectRequest request(StoredFile file, Content content) throws IOException {
        PutObjectRequest.Builder request = PutObjectRequest.builder()
                .bucket(bucket.bucket())
                .key(names.of(file))
                .contentLength(content.length())
                .checksumSHA256(Upload.sha256(file, content));
        if (conditional) {
            request.ifNoneMatch("*");
        }
        PackClass packClass = settings.packClass();
        if (packClass != null && file.type() == FileType.PACK) {
            request.storageClass(packClass.sdk());
        }
        Retention retention = settings.retention();
        if (retention != null && Retention.appliesTo(file.type())) {
            request.objectLockMode(ObjectLockMode.fromValue(retention.mode().name()))
                    .objectLockRetainUntilDate(clock.instant().plus(retention.period()));
        }
        return request.build();
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        if (length == 0) {
            return none(file, offset);
        }
        try {
            ResponseInputStream<GetObjectResponse> answer = client.getObject(request -> request.bucket(bucket.bucket())
                    .key(names.of(file))
                    .range("bytes=" + offset + "-" + (offset + length - 1)));
            return new Download(answer, length, file.path(), bucket);
        } catch (S3Exception e) {
            if (e.statusCode() == S3Failure.RANGE_NOT_SATISFIABLE) {
                throw tooShort(file, offset + length);
            }
            throw missingOr(file, "reading " + file.path(), e);
        } catch (SdkException e) {
            throw S3Failure.of(bucket, "reading " + file.path(), e);
        }
    }

    /** There is no range of no bytes in HTTP. */
    private InputStream none(StoredFile file, long offset) throws IOException {
        long length = length(file).orElseThrow(() -> new NoSuchFileException(file.path()));
        if (offset > length) {
            throw tooShort(file, offset);
        }
        return InputStream.nullInputStream();
    }

    private static EOFException tooShort(StoredFile file, long end) {
        return new EOFException(file.path() + " ends before " + end);
    }

    @Override
    public Optional<Long> length(StoredFile file) throws IOException {
        try {
            return Optional.of(
                    client.headObject(request -> request.bucket(bucket.bucket()).key(names.of(file)))
                            .contentLength());
        } catch (S3Exception e) {
            IOException failure = missingOr(file, "asking for " + file.path(), e);
            if (failure instanceof NoSuchFileException) {
                return Optional.empty();
            }
            throw failure;
        } catch (SdkException e) {
            throw S3Failure.of(bucket, "asking for " + file.path(), e);
        }
    }

    private IOException missingOr(StoredFile file, String what, S3Exception e) {
        return e.statusCode() == S3Failure.NOT_FOUND && !S3Failure.code(e).equals("NoSuchBucket")
                ? new NoSuchFileException(file.path())
                : S3Failure.of(bucket, what, e);
    }

    @Override
    public void list(FileType type, Consumer<Listed> files) throws IOException {
        if (type == FileType.CONFIG) {
            length(StoredFile.CONFIG).ifPresent(length -> files.accept(new Listed(StoredFile.CONFIG, length)));
            return;
        }
        String folder = names.folder(type);
        call("listing " + folder, () -> {
            client.listObjectsV2Paginator(
                            request -> request.bucket(bucket.bucket()).prefix(folder))
                    .contents()
                    .forEach(found -> ObjectNames.file(type, found.key())
                            .ifPresent(file -> files.accept(new Listed(
                                    file,
                                    found.size(),
                                    S3Classes.name(found.storageClassAsString()),
                                    S3Classes.isFrozen(found.storageClassAsString())))));
            return type;
        });
    }

    @Override
    public void delete(StoredFile file) throws IOException {
        if (Retention.appliesTo(file.type())) {
            Optional<Instant> until = lock(file).map(ObjectLockRetention::retainUntilDate);
            if (until.isPresent() && until.get().isAfter(clock.instant())) {
                throw new RetainedFileException(
                        file.path() + " in " + location() + " is retained until " + until.get()
                                + " and was not deleted",
                        until.get());
            }
        }
        call(
                "deleting " + file.path(),
                () -> client.deleteObject(
                        request -> request.bucket(bucket.bucket()).key(names.of(file))));
    }

    @Override
    public Optional<Instant> retainedUntil(StoredFile file) throws IOException {
        Optional<Instant> until = lock(file).map(ObjectLockRetention::retainUntilDate);
        if (until.isEmpty() && length(file).isEmpty()) {
            throw new NoSuchFileException(file.path());
        }
        return until;
    }

    @Override
    public void retain(StoredFile file, Instant until) throws IOException {
        Optional<ObjectLockRetention> now = lock(file);
        if (now.isPresent() && !until.isAfter(now.get().retainUntilDate())) {
            return;
        }
        ObjectLockRetention wanted = ObjectLockRetention.builder()
                .mode(mode(now))
                .retainUntilDate(until)
                .build();
        try {
            client.putObjectRetention(request ->
                    request.bucket(bucket.bucket()).key(names.of(file)).retention(wanted));
        } catch (S3Exception e) {
            throw missingOr(file, "retaining " + file.path(), e);
        } catch (SdkException e) {
            throw S3Failure.of(bucket, "retaining " + file.path(), e);
        }
    }

    /** The stricter one stays. */
    private ObjectLockRetentionMode mode(Optional<ObjectLockRetention> now) {
        Retention retention = settings.retention();
        return now.map(ObjectLockRetention::mode)
                .filter(mode -> retention == null || mode == ObjectLockRetentionMode.COMPLIANCE)
                .orElse(ObjectLockRetentionMode.fromValue(
                        (retention == null ? Retention.Mode.GOVERNANCE : retention.mode()).name()));
    }

    /**
     * Where files are to be retained it is asked for by itself: the headers of an object leave it out when the credentials may
     * not see it. Elsewhere the headers do, so that no permission is needed that the repository does without.
     */
    private Optional<ObjectLockRetention> lock(StoredFile file) throws IOException {
        try {
            return settings.retention() == null ? lockInHeaders(file) : lockByItself(file);
        } catch (S3Exception e) {
            if (S3Failure.isWithoutLock(e)) {
                return Optional.empty();
            }
            throw S3Failure.of(bucket, "asking for the retention of " + file.path(), e);
        } catch (SdkException e) {
            throw S3Failure.of(bucket, "asking for the retention of " + file.path(), e);
        }
    }

    private Optional<ObjectLockRetention> lockByItself(StoredFile file) {
        return Optional.ofNullable(client.getObjectRetention(
                        request -> request.bucket(bucket.bucket()).key(names.of(file)))
                .retention());
    }

    private Optional<ObjectLockRetention> lockInHeaders(StoredFile file) {
        HeadObjectResponse head =
                client.headObject(request -> request.bucket(bucket.bucket()).key(names.of(file)));
        return Optional.ofNullable(head.objectLockRetainUntilDate())
                .map(until -> ObjectLockRetention.builder()
                        .mode(head.objectLockModeAsString())
                        .retainUntilDate(until)
                        .build());
    }

    @Override
    public void moveTo(StoredFile file, String storageClass) throws IOException {
        PackClass to = S3Classes.known(storageClass);
        Optional<ObjectLockRetention> lock =
                lock(file).filter(now -> now.retainUntilDate().isAfter(clock.instant()));
        find(file, "moving " + file.path() + " to " + to, () -> {
            classes.move(names.of(file), to, lock);
            return file;
        });
    }

    @Override
    public boolean canFreeze() {
        return true;
    }

    @Override
    public Readiness readiness(StoredFile file) throws IOException {
        return find(file, "asking for the class of " + file.path(), () -> classes.readiness(names.of(file)));
    }

    @Override
    public void thaw(StoredFile file, Duration keep) throws IOException {
        find(file, "thawing " + file.path(), () -> {
            classes.thaw(names.of(file), keep);
            return file;
        });
    }

    /** Of a file that has to be there. */
    private <T> T find(StoredFile file, String what, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (S3Exception e) {
            throw missingOr(file, what, e);
        } catch (SdkException e) {
            throw S3Failure.of(bucket, what, e);
        }
    }

    private <T> T call(String what, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (SdkException e) {
            throw S3Failure.of(bucket, what, e);
        }
    }

    @Override
    public String location() {
        return bucket.location();
    }

    @Override
    public void close() {
        client.close();
    }
}
