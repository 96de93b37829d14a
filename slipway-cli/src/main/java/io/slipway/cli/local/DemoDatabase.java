package io.slipway.cli.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.bson.Document;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Indexes;

/** The database of the demo: a process of its own that simulates a MongoDB replica set in memory. It is no MongoDB. */
final class DemoDatabase implements AutoCloseable {
    static final String NAME = "greeter";
    static final String COLLECTION = "greetings";
    private static final String MAIN = "io.slipway.simulation.mongodb.SimulatedMongodb";
    private static final long PATIENCE = 60;

    private final Process process;
    private final String uri;

    private DemoDatabase(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts it on any port that is free; returns when it can be spoken to. */
    static DemoDatabase start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MAIN,
                        "--port",
                        "0")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            BufferedReader words = process.inputReader(StandardCharsets.UTF_8);
            String first = CompletableFuture.supplyAsync(() -> address(words)).get(PATIENCE, TimeUnit.SECONDS);
            if (!first.startsWith("mongodb://")) {
                throw new IOException("the simulated database does not start");
            }
            return new DemoDatabase(process, first.strip());
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IOException("the simulated database does not start", e);
        }
    }

    String uri() {
        return uri;
    }

    /** Writes so many documents and an index. */
    void fill(int documents) {
        try (MongoClient client = MongoClients.create(uri)) {
            var greetings = client.getDatabase(NAME).getCollection(COLLECTION);
            greetings.insertMany(IntStream.range(0, documents)
                    .mapToObj(number -> new Document("_id", number).append("to", "visitor " + number))
                    .toList());
            greetings.createIndex(Indexes.ascending("to"));
        }
    }

    /** Somebody deletes everything. */
    void lose() {
        try (MongoClient client = MongoClients.create(uri)) {
            client.getDatabase(NAME).drop();
        }
    }

    long count() {
        try (MongoClient client = MongoClients.create(uri)) {
            return client.getDatabase(NAME).getCollection(COLLECTION).countDocuments();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }

    /** Whatever else is said before: a logging library may have words of its own. */
    private static String address(BufferedReader words) {
        try {
            String line = words.readLine();
            while (line != null && !line.startsWith("mongodb://")) {
                line = words.readLine();
            }
            return String.valueOf(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
