package io.slipway.backup.storage.gcs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.storage.Content;
import io.slipway.backup.storage.ExactStream;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.Listed;
import io.slipway.backup.storage.RetainedFileException;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StorageRefusedException;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.remote.ObjectNames;
import io.slipway.backup.storage.remote.Retention;
import io.slipway.backup.storage.remote.StallGuard;

import tools.jackson.databind.JsonNode;

import static io.slipway.backup.storage.gcs.GcsClient.encoded;

/**
 * The files of a repository in a bucket of Google Cloud Storage, in restic's layout. A file is created on the condition that
 * it has no generation yet, with the CRC32C of its content for the server to check; a file that is read as a whole is checked
 * the same way. Requests are not repeated here: see {@link io.slipway.backup.storage.RetryingStorage}.
 */
public final class GcsStorage implements Storage {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int PARTIAL = 206;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final GcsSettings settings;
    private final ObjectNames names;
    private final InstantSource clock;
    private final GcsClient client;
    private final String objects;

    public GcsStorage(GcsSettings settings, InstantSource clock) {
        this.settings = settings;
        this.names = new ObjectNames(settings.prefix());
        this.clock = clock;
        this.client = new GcsClient(settings.endpoint(), settings.tokens());
        this.objects = "/storage/v1/b/" + encoded(settings.bucket()) + "/o";
    }

    /**
     * Asks for the bucket, so that a wrong name or account is found before there is something to lose.
     *
     * @throws StorageRefusedException if there is none, or it is not for this account
     */
    public GcsStorage checked() throws IOException {
        try {
            page(FileType.SNAPSHOT, "", 1);
            return this;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public void save(StoredFile file, Content content) throws IOException {
        String tried = tried("writing", file);
        BodyPublisher body = MultipartUpload.body(metadata(file, content), content);
        HttpResponse<InputStream> answer = client.send(
                tried,
                client.upload("/upload" + objects + "?uploadType=multipart&ifGenerationMatch=0&fields=size", body)
                        .header("Content-Type", "multipart/related; boundary=" + MultipartUpload.BOUNDARY));
        switch (answer.statusCode()) {
            case OK -> answer.body().close();
            case PRECONDITION_FAILED -> {
                answer.body().close();
                throw new FileAlreadyExistsException(file.path());
            }
            default -> throw GcsClient.failure(tried, answer);
        }
    }

    private Map<String, Object> metadata(StoredFile file, Content content) throws IOException {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", names.of(file));
        metadata.put("crc32c", MultipartUpload.crc32c(content));
        PackClass packClass = settings.packClass();
        if (packClass != null && file.type() == FileType.PACK) {
            metadata.put("storageClass", packClass.name());
        }
        Retention retention = settings.retention();
        if (retention != null && Retention.appliesTo(file.type())) {
            metadata.put(
                    "retention", retention(retention.mode(), clock.instant().plus(retention.period())));
        }
        return metadata;
    }

    private static Map<String, String> retention(Retention.Mode mode, Instant until) {
        return Map.of(
                "mode", mode == Retention.Mode.COMPLIANCE ? "Locked" : "Unlocked", "retainUntilTime", until.toString());
    }

    @Override
    public InputStream open(StoredFile file, long offset, long length) throws IOException {
        if (length == 0) {
            return none(file, offset);
        }
        String tried = tried("reading", file);
        HttpResponse<InputStream> answer = client.send(
                tried,
                client.request(object(file) + "?alt=media")
                        .header("Range", "bytes=" + offset + "-" + (offset + length - 1)));
        return switch (answer.statusCode()) {
            case OK, PARTIAL -> download(file, offset, length, answer);
            case NOT_FOUND -> throw missing(file, answer);
            case RANGE_NOT_SATISFIABLE -> {
                answer.body().close();
                throw tooShort(file, offset + length);
            }
            default -> throw GcsClient.failure(tried, answer);
        };
    }

    private static InputStream download(StoredFile file, long offset, long length, HttpResponse<InputStream> answer)
            throws IOException {
        if (answer.statusCode() == OK && offset > 0) {
            answer.body().close();
            throw new StorageRefusedException("a part of " + file.path() + " was asked for, and the whole came");
        }
        InputStream body = new StallGuard(answer.body(), SILENCE);
        Optional<String> crc = crc32c(answer);
        if (offset == 0 && crc.isPresent() && isWhole(length, answer)) {
            body = new CheckedStream(body, length, crc.get(), file.path());
        }
        return new ExactStream(body, length, file.path());
    }

    private static boolean isWhole(long length, HttpResponse<InputStream> answer) {
        return answer.statusCode() == OK
                ? answer.headers().firstValueAsLong("Content-Length").orElse(-1) == length
                : answer.headers().firstValue("Content-Range").orElse("").endsWith("/" + length);
    }

    private static Optional<String> crc32c(HttpResponse<InputStream> answer) {
        return answer.headers().allValues("x-goog-hash").stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(value -> value.startsWith("crc32c="))
                .map(value -> value.substring("crc32c=".length()))
                .findFirst();
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

    private IOException missing(StoredFile file, HttpResponse<InputStream> answer) throws IOException {
        answer.body().close();
        return new NoSuchFileException(file.path());
    }

    @Override
    public Optional<Long> length(StoredFile file) throws IOException {
        return resource(file, "size").map(json -> json.path("size").asLong());
    }

    private Optional<JsonNode> resource(StoredFile file, String fields) throws IOException {
        String tried = tried("asking for", file);
        HttpResponse<InputStream> answer =
                client.send(tried, client.request(object(file) + "?fields=" + encoded(fields)));
        return switch (answer.statusCode()) {
            case OK -> Optional.of(GcsClient.read(tried, answer));
            case NOT_FOUND -> {
                answer.body().close();
                yield Optional.empty();
            }
            default -> throw GcsClient.failure(tried, answer);
        };
    }

    @Override
    public void list(FileType type, Consumer<Listed> files) throws IOException {
        if (type == FileType.CONFIG) {
            length(StoredFile.CONFIG).ifPresent(length -> files.accept(new Listed(StoredFile.CONFIG, length)));
            return;
        }
        String token = "";
        do {
            JsonNode page = page(type, token, 1000);
            page.path("items")
                    .forEach(item -> ObjectNames.file(type, item.path("name").asString(""))
                            .ifPresent(file -> files.accept(
                                    new Listed(file, item.path("size").asLong(), storageClass(item), false))));
            token = page.path("nextPageToken").asString("");
        } while (!token.isEmpty());
    }

    private static @Nullable String storageClass(JsonNode item) {
        String name = item.path("storageClass").asString("");
        return name.isEmpty() || name.equals(PackClass.STANDARD.name()) ? null : name;
    }

    private JsonNode page(FileType type, String token, int most) throws IOException {
        String folder = names.folder(type);
        String tried = "listing " + folder + " in " + location();
        HttpResponse<InputStream> answer = client.send(
                tried,
                client.request(objects + "?prefix=" + encoded(folder) + "&maxResults=" + most
                        + "&fields=" + encoded("items(name,size,storageClass),nextPageToken")
                        + (token.isEmpty() ? "" : "&pageToken=" + encoded(token))));
        if (answer.statusCode() != OK) {
            throw GcsClient.failure(tried, answer);
        }
        return GcsClient.read(tried, answer);
    }

    @Override
    public void delete(StoredFile file) throws IOException {
        String tried = tried("deleting", file);
        HttpResponse<InputStream> answer =
                client.send(tried, client.request(object(file)).DELETE());
        switch (answer.statusCode()) {
            case OK, NO_CONTENT, NOT_FOUND -> answer.body().close();
            default -> throw untilWhen(file, GcsClient.failure(tried, answer));
        }
    }

    /** The server's answer to a delete does not say until when it refuses. */
    private IOException untilWhen(StoredFile file, IOException failure) throws IOException {
        if (!(failure instanceof RetainedFileException)) {
            return failure;
        }
        Optional<Instant> until = retainedUntil(file).filter(clock.instant()::isBefore);
        return until.isEmpty()
                ? failure
                : new RetainedFileException(
                        file.path() + " in " + location() + " is retained until " + until.get()
                                + " and was left as it is",
                        until.get());
    }

    /** The later one of the file's own retention and of the bucket's policy; a hold has no end, and is not counted. */
    @Override
    public Optional<Instant> retainedUntil(StoredFile file) throws IOException {
        JsonNode json = resource(file, "retention,retentionExpirationTime")
                .orElseThrow(() -> new NoSuchFileException(file.path()));
        return Stream.of(json.at("/retention/retainUntilTime"), json.path("retentionExpirationTime"))
                .map(time -> time.asString(""))
                .filter(time -> !time.isEmpty())
                .map(Instant::parse)
                .max(Instant::compareTo);
    }

    @Override
    public void retain(StoredFile file, Instant until) throws IOException {
        JsonNode now = resource(file, "retention").orElseThrow(() -> new NoSuchFileException(file.path()));
        String known = now.at("/retention/retainUntilTime").asString("");
        if (!known.isEmpty() && !until.isAfter(Instant.parse(known))) {
            return;
        }
        Retention wanted = settings.retention();
        boolean locked = now.at("/retention/mode").asString("").equals("Locked")
                || (wanted != null && wanted.mode() == Retention.Mode.COMPLIANCE);
        Retention.Mode mode = locked ? Retention.Mode.COMPLIANCE : Retention.Mode.GOVERNANCE;
        String tried = tried("retaining", file);
        HttpRequest.Builder request = client.request(object(file) + "?fields=retention")
                .header("Content-Type", "application/json")
                .method("PATCH", GcsClient.json(Map.of("retention", retention(mode, until))));
        HttpResponse<InputStream> answer = client.send(tried, request);
        if (answer.statusCode() == NOT_FOUND) {
            throw missing(file, answer);
        }
        if (answer.statusCode() != OK) {
            throw GcsClient.failure(tried, answer);
        }
        answer.body().close();
    }

    /**
     * Rewrites an object onto itself, which the server may do in several steps, on the condition that it is still the one that
     * was looked at. What is retained cannot be rewritten.
     *
     * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/objects/rewrite">the request</a>
     */
    @Override
    public void moveTo(StoredFile file, String storageClass) throws IOException {
        PackClass to = PackClass.named(storageClass)
                .orElseThrow(
                        () -> new StorageRefusedException("Google Cloud Storage has no storage class " + storageClass));
        JsonNode now =
                resource(file, "generation,storageClass").orElseThrow(() -> new NoSuchFileException(file.path()));
        if (now.path("storageClass").asString("").equals(to.name())) {
            return;
        }
        String tried = tried("moving to " + to, file);
        String generation = now.path("generation").asString("");
        String steps = object(file) + "/rewriteTo/b/" + encoded(settings.bucket()) + "/o/" + encoded(names.of(file))
                + "?ifGenerationMatch=" + generation + "&ifSourceGenerationMatch=" + generation
                + "&fields=" + encoded("done,rewriteToken");
        JsonNode step = GcsClient.JSON.createObjectNode();
        do {
            String token = step.path("rewriteToken").asString("");
            HttpRequest.Builder request = client.request(
                            token.isEmpty() ? steps : steps + "&rewriteToken=" + encoded(token))
                    .header("Content-Type", "application/json")
                    .POST(GcsClient.json(Map.of("storageClass", to.name(), "contentType", "application/octet-stream")));
            HttpResponse<InputStream> answer = client.send(tried, request);
            switch (answer.statusCode()) {
                case OK -> step = GcsClient.read(tried, answer);
                case NOT_FOUND -> throw missing(file, answer);
                default -> throw untilWhen(file, GcsClient.failure(tried, answer));
            }
        } while (!step.path("done").asBoolean(false));
    }

    private String object(StoredFile file) {
        return objects + "/" + encoded(names.of(file));
    }

    private String tried(String verb, StoredFile file) {
        return verb + " " + file.path() + " in " + location();
    }

    @Override
    public String location() {
        return settings.location();
    }

    @Override
    public void close() {
        client.close();
    }
}
