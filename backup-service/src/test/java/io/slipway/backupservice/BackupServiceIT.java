package io.slipway.backupservice;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.kit.http.ApiDescription;

import tools.jackson.databind.JsonNode;

import static io.slipway.backupservice.RunningBackupService.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Files and the output of a command, backed up, proven and restored, through the API alone. */
class BackupServiceIT {
    private static final String API = "/api/v1/backups/";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    static Path folder;

    private static RunningBackupService service;

    @BeforeAll
    static void start() throws IOException {
        service = RunningBackupService.start(folder);
        service.secret("PASSPHRASE", "correct horse battery staple\n");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whatIsBackedUpIsProvenAndComesBack() throws IOException {
        Path uploads = uploads("shop");
        apply("shop", uploads, "echo from-the-command", "");

        JsonNode backup = service.ended("shop", "/policies/nightly/run", Map.of("reason", "first"));
        assertThat(backup.path("status").asString()).as(backup.toString()).isEqualTo("SUCCEEDED");
        assertThat(backup.path("snapshots").size()).isEqualTo(2);

        JsonNode snapshots =
                service.read(API + "shop/policies/nightly/snapshots").path("items");
        assertThat(snapshots)
                .hasSize(2)
                .allSatisfy(snapshot -> assertThat(snapshot.path("run").asString())
                        .isEqualTo(backup.path("id").asString()));
        String files = id(snapshots, "uploads");
        assertThat(service.read(API + "shop/policies/nightly/snapshots/" + files.substring(0, 8)
                                + "/find?pattern=*.txt")
                        .path("items"))
                .singleElement()
                .satisfies(found -> assertThat(found.path("path").asString()).endsWith("/deep/note.txt"));
        assertThat(service.get(API + "shop/policies/nightly/snapshots/" + id(snapshots, "greeting")
                                + "/file?path=/greeting.txt")
                        .body())
                .isEqualTo("from-the-command\n");

        JsonNode drill = service.ended("shop", "/policies/nightly/drill", Map.of());
        assertThat(drill.path("status").asString()).as(drill.toString()).isEqualTo("SUCCEEDED");
        JsonNode report = service.read(API + "shop/report").path("policies").get(0);
        assertThat(report.path("rto").asString()).startsWith("PT");
        assertThat(report.path("rpo").asString()).startsWith("PT");
        assertThat(report.path("lastDrill").path("succeeded").asBoolean()).isTrue();
        assertThat(service.get(API + "shop/runbook?environment=live").body())
                .startsWith("# Disaster recovery of shop, live")
                .contains("passed ", "slipway backup restore latest -a shop -e live");
        assertThat(service.get(API + "shop/runbook?environment=nowhere").statusCode())
                .isEqualTo(404);
        assertThat(Files.list(folder.resolve("scratch")))
                .as("nothing is left of the drill")
                .isEmpty();

        JsonNode verification = service.ended("shop", "/policies/nightly/verify", Map.of("level", "restore"));
        assertThat(verification.path("status").asString())
                .as(verification.toString())
                .isEqualTo("SUCCEEDED");
        assertThat(service.read(API + "shop")
                        .path("policies")
                        .get(0)
                        .path("coverage")
                        .path("completed")
                        .isNull())
                .isFalse();

        Path back = folder.resolve("back");
        JsonNode restore = service.ended(
                "shop",
                "/policies/nightly/restore",
                Map.of("source", "uploads", "folder", back.toString(), "reason", "to look at"));
        assertThat(restore.path("status").asString()).as(restore.toString()).isEqualTo("SUCCEEDED");
        assertThat(back.resolve(uploads.toString().substring(1)).resolve("deep/note.txt"))
                .hasContent("a note");
        assertThat(service.read(API + "shop")
                        .path("environments")
                        .get(0)
                        .path("fresh")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aRestoreOverWhatIsThereIsRefusedUnlessItIsSaid() throws IOException {
        apply("place", uploads("place"), "true", "");

        JsonNode refused =
                body(service.post("alice", API + "place/policies/nightly/restore", Map.of("snapshot", "latest")), 422);

        assertThat(refused.path("detail").asString()).contains("replaces what is there");
    }

    @Test
    void aCommandThatFailsLeavesNoSnapshotAndSaysWhatItSaid() throws IOException {
        apply("broken", uploads("broken"), "echo half; echo the database is away >&2; exit 3", "");

        JsonNode run = service.ended("broken", "/policies/nightly/run", Map.of("sources", List.of("greeting")));

        assertThat(run.path("status").asString()).isEqualTo("FAILED");
        assertThat(run.path("progress").asString()).contains("ended with status 3", "the database is away");
        assertThat(service.read(API + "broken/policies/nightly/snapshots").path("items"))
                .isEmpty();
    }

    @Test
    void aCommandThatSaysNothingEndsWithItsRun() throws IOException {
        Path started = folder.resolve("silent.pid");
        apply("silent", uploads("silent"), "echo $$ > " + started + "; exec sleep 3600", "");
        String run = service.begun("silent", "/policies/nightly/run", Map.of("sources", List.of("greeting")));
        await().atMost(PATIENCE)
                .until(() -> Files.exists(started) && !Files.readString(started).isBlank());
        ProcessHandle command = ProcessHandle.of(
                        Long.parseLong(Files.readString(started).strip()))
                .orElseThrow();

        body(service.post("alice", API + "silent/runs/" + run + "/cancel", Map.of("reason", "no more")), 202);

        await().atMost(PATIENCE).until(() -> !command.isAlive());
        assertThat(service.read(API + "silent/policies/nightly/snapshots").path("items"))
                .isEmpty();
    }

    @Test
    void oneFlippedByteIsFoundAndMakesTheEnvironmentStale() throws IOException {
        apply("bitrot", uploads("bitrot"), "true", "");
        service.ended("bitrot", "/policies/nightly/run", Map.of());
        flipOneByte(folder.resolve("repositories/bitrot/data"));

        JsonNode run = service.ended("bitrot", "/policies/nightly/verify", Map.of("percent", 100));

        assertThat(run.path("status").asString()).isEqualTo("FAILED");
        JsonNode view = service.read(API + "bitrot");
        assertThat(view.path("policies").get(0).path("damages")).isNotEmpty();
        assertThat(view.path("environments").get(0).path("fresh").asBoolean()).isFalse();
        assertThat(view.path("environments").get(0).path("reasons").toString()).contains("damaged");
    }

    @Test
    void aRepairSavesWhatIsWholeAndNamesWhatIsLost() throws IOException {
        apply("salvage", uploads("salvage"), "echo from-the-command", "");
        JsonNode backup = service.ended("salvage", "/policies/nightly/run", Map.of());
        flipOneByte(folder.resolve("repositories/salvage/data"));
        service.ended("salvage", "/policies/nightly/verify", Map.of("percent", 100));

        JsonNode repair = service.ended("salvage", "/policies/nightly/repair", Map.of("reason", "a disk failed"));

        assertThat(repair.path("status").asString()).as(repair.toString()).isEqualTo("SUCCEEDED");
        assertThat(repair.path("progress").asString())
                .contains(
                        "1 of ", "1 files and folders of 1 snapshots lost something", "/picture.bin: 1 of ", " bytes");
        JsonNode verification = service.ended("salvage", "/policies/nightly/verify", Map.of("percent", 100));
        assertThat(verification.path("status").asString())
                .as(verification.toString())
                .isEqualTo("SUCCEEDED");
        JsonNode snapshots =
                service.read(API + "salvage/policies/nightly/snapshots").path("items");
        assertThat(snapshots).hasSize(2).satisfiesOnlyOnce(snapshot -> {
            assertThat(snapshot.path("tags").toString()).contains("\"repaired\"");
            assertThat(snapshot.path("source").asString()).isEqualTo("uploads");
            assertThat(backup.path("snapshots").toString())
                    .doesNotContain(snapshot.path("id").asString());
        });
        JsonNode view = service.read(API + "salvage");
        assertThat(view.path("policies").get(0).path("damages")).isEmpty();
        assertThat(view.path("environments").get(0).path("fresh").asBoolean())
                .as("what is left of a backup is not one")
                .isFalse();

        service.ended("salvage", "/policies/nightly/run", Map.of());

        assertThat(service.read(API + "salvage")
                        .path("environments")
                        .get(0)
                        .path("fresh")
                        .asBoolean())
                .isTrue();
        Path back = folder.resolve("salvaged");
        service.ended("salvage", "/policies/nightly/restore", Map.of("source", "uploads", "folder", back.toString()));
        Path picture = folder.resolve("sources/salvage/picture.bin");
        assertThat(back.resolve(picture.toString().substring(1))).hasSameBinaryContentAs(picture);
    }

    @Test
    void aDrillWhoseCheckSaysNoFailsAndSaysWhy() throws IOException {
        apply(
                "checked",
                uploads("checked"),
                "true",
                "      drill: {check: [sh, -c, \"ls $SLIPWAY_DRILL_FOLDER; echo no customers >&2; exit 1\"]}\n");
        service.ended("checked", "/policies/nightly/run", Map.of());

        JsonNode run = service.ended("checked", "/policies/nightly/drill", Map.of());

        assertThat(run.path("status").asString()).isEqualTo("FAILED");
        assertThat(run.path("progress").asString()).contains("no customers");
    }

    @Test
    void aFileWithFaultsIsRefusedWithEachPlace() {
        JsonNode problem = body(service.put(API + "faulty", "metadata: {name: faulty}\nspec: {backups: [{}]}"), 422);

        assertThat(problem.path("errors"))
                .isNotEmpty()
                .allSatisfy(
                        violation -> assertThat(violation.path("line").asInt()).isEqualTo(2));
        assertThat(service.get(API + "faulty").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutTheSecretARunSaysWhichOneIsMissing() throws IOException {
        service.put(
                API + "keyless",
                policy("keyless", uploads("keyless"), "true", "").replace("PASSPHRASE", "OTHER"));

        JsonNode run = service.ended("keyless", "/policies/nightly/run", Map.of());

        assertThat(run.path("status").asString()).isEqualTo("FAILED");
        assertThat(run.path("progress").asString()).contains("there is no secret OTHER");
    }

    @Test
    void twoPeopleRemoveASnapshotAndOneAloneCannot() throws IOException {
        apply("purge", uploads("purge"), "true", "");
        JsonNode backup = service.ended("purge", "/policies/nightly/run", Map.of());
        String snapshot = backup.path("snapshots").get(0).asString();
        String deletion = body(
                        service.post(
                                "alice",
                                API + "purge/policies/nightly/delete",
                                Map.of("snapshots", List.of(snapshot.substring(0, 10)), "reason", "has a secret")),
                        202)
                .path("subject")
                .asString();

        body(service.post("alice", API + "purge/deletions/" + deletion + "/approve", Map.of()), 403);

        body(service.post("bob", API + "purge/deletions/" + deletion + "/approve", Map.of()), 202);

        await().atMost(PATIENCE)
                .until(() -> service.read(API + "purge/policies/nightly/snapshots")
                                .path("items")
                                .size()
                        == 1);
        assertThat(service.get(API + "purge/policies/nightly/snapshots/" + snapshot)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatTheRetentionDoesNotKeepGoesUnlessItIsHeld() throws IOException {
        apply("kept", uploads("kept"), "true", "      retention: {last: 1}\n");
        String held = service.ended("kept", "/policies/nightly/run", Map.of("sources", List.of("uploads")))
                .path("snapshots")
                .get(0)
                .asString();
        body(
                service.post(
                        "alice",
                        API + "kept/policies/nightly/legal-holds",
                        Map.of("snapshot", held.substring(0, 9), "reason", "case 12")),
                202);
        JsonNode tagged = service.read(API + "kept/policies/nightly/snapshots/" + held);
        assertThat(tagged.path("tags").toString()).contains("\"legal-hold\"", "\"legal-hold=alice\"");
        assertThat(tagged.path("original").asString()).isEqualTo(held);
        assertThat(tagged.path("heldBy").asString()).isEqualTo("alice");
        String now = tagged.path("id").asString();
        assertThat(now).isNotEqualTo(held);
        for (String name : List.of(held, now)) {
            assertThat(body(
                                    service.post(
                                            "alice",
                                            API + "kept/policies/nightly/delete",
                                            Map.of("snapshots", List.of(name), "reason", "old")),
                                    409)
                            .path("detail")
                            .asString())
                    .contains("legal hold, placed by alice");
        }
        service.ended("kept", "/policies/nightly/run", Map.of("sources", List.of("uploads")));
        String newest = service.ended("kept", "/policies/nightly/run", Map.of("sources", List.of("uploads")))
                .path("snapshots")
                .get(0)
                .asString();

        JsonNode rehearsed = service.ended("kept", "/policies/nightly/prune", Map.of("dryRun", true));
        assertThat(rehearsed.path("progress").asString()).startsWith("1 snapshots would be forgotten, 2 kept");
        JsonNode prune = service.ended("kept", "/policies/nightly/prune", Map.of());

        assertThat(prune.path("status").asString()).as(prune.toString()).isEqualTo("SUCCEEDED");
        assertThat(service.read(API + "kept/policies/nightly/snapshots").path("items"))
                .extracting(snapshot -> snapshot.path("id").asString())
                .containsExactly(newest, now);
        body(
                service.post(
                        "alice",
                        API + "kept/policies/nightly/legal-holds/" + held.substring(0, 9) + "/release",
                        Map.of("reason", "case closed")),
                202);
        assertThat(service.read(API + "kept/policies/nightly/snapshots/" + held)
                        .path("held")
                        .asBoolean())
                .isFalse();
        service.ended("kept", "/policies/nightly/prune", Map.of());
        assertThat(service.read(API + "kept/policies/nightly/snapshots").path("items"))
                .extracting(snapshot -> snapshot.path("id").asString())
                .containsExactly(newest);
        assertThat(service.ended("kept", "/policies/nightly/verify", Map.of("percent", 100))
                        .path("status")
                        .asString())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void allOfASnapshotIsGivenHoweverMuchItIs() throws IOException {
        Path uploads = uploads("many");
        for (int i = 0; i < 10_100; i++) {
            Files.createFile(uploads.resolve("deep/Empty-" + i));
        }
        apply("many", uploads, "echo 1", "");
        service.ended("many", "/policies/nightly/run", Map.of("sources", List.of("uploads")));
        Files.delete(uploads.resolve("deep/Empty-17"));
        service.ended("many", "/policies/nightly/run", Map.of("sources", List.of("uploads")));
        String snapshots = API + "many/policies/nightly/snapshots/";
        JsonNode both = service.read(API + "many/policies/nightly/snapshots").path("items");
        String before = both.get(1).path("id").asString();

        assertThat(service.get(snapshots + before + "/nodes?deep=true").body().lines())
                .as("and the ten thousand that a page has at most are not all")
                .hasSizeGreaterThan(10_100)
                .allSatisfy(line -> assertThat(line).startsWith("{").endsWith("}"));
        assertThat(service.get(snapshots + before + "/nodes?pattern=empty-*&ignoreCase=true")
                        .body()
                        .lines())
                .hasSize(10_100);
        assertThat(service.get(snapshots + before + "/nodes?pattern=empty-*").body())
                .isEmpty();
        assertThat(service.get(snapshots + before + "/nodes?path=" + uploads + "/deep/note.txt")
                        .body()
                        .lines())
                .singleElement()
                .asString()
                .contains("\"path\":\"" + uploads + "/deep/note.txt\"");
        assertThat(service.get(snapshots + before + "/changes?with=latest")
                        .body()
                        .lines())
                .anyMatch(line -> line.contains("REMOVED") && line.contains("Empty-17"));
        assertThat(service.get(snapshots + before + "/nodes?path=/nowhere").statusCode())
                .isEqualTo(404);
        assertThat(service.get(snapshots + before + "/nodes?pattern=%5Ba").statusCode())
                .isEqualTo(400);
    }

    @Test
    void everyOperationSaysWhatItIsForAndThePublishedDescriptionIsTheOneOfTheCode() {
        ApiDescription description = new ApiDescription(service.read("/api/v1/openapi.json"));

        description.assertSaysWhatAllIsFor("/api/v1/backups");
        description.assertPublishedAs("openapi-backup.json");
    }

    private static String apply(String application, Path uploads, String command, String more) {
        String policy = policy(application, uploads, command, more);
        body(service.put(API + application, policy), 202);
        return policy;
    }

    private static String policy(String application, Path uploads, String command, String more) {
        return """
                metadata: {name: %s}
                spec:
                  backups:
                    - name: nightly
                      environment: live
                      repository: {location: %s, passphrase: PASSPHRASE}
                      sources:
                        - {name: uploads, type: files, paths: [%s]}
                        - {name: greeting, type: command, command: [sh, -c, "%s"], file: greeting.txt}
                      schedule: {cron: "0 3 1 1 *"}
                      objectives: {rpo: 24h, rto: 1h}
                """.formatted(application, folder.resolve("repositories/" + application), uploads, command) + more;
    }

    /** A tree of its own for each application. */
    private static Path uploads(String name) throws IOException {
        Path uploads = Files.createDirectories(folder.resolve("sources/" + name));
        Files.createDirectories(uploads.resolve("deep"));
        Files.writeString(uploads.resolve("deep/note.txt"), "a note");
        byte[] bytes = new byte[300_000];
        new Random(7).nextBytes(bytes);
        Files.write(uploads.resolve("picture.bin"), bytes);
        return uploads;
    }

    private static String id(JsonNode snapshots, String source) {
        for (JsonNode snapshot : snapshots) {
            if (snapshot.path("source").asString().equals(source)) {
                return snapshot.path("id").asString();
            }
        }
        throw new AssertionError("no snapshot of " + source + " in " + snapshots);
    }

    private static void flipOneByte(Path packs) throws IOException {
        Path largest;
        try (var files = Files.walk(packs)) {
            largest = files.filter(Files::isRegularFile)
                    .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(largest);
        bytes[bytes.length / 2] ^= 1;
        largest.toFile().setWritable(true);
        try (OutputStream out = Files.newOutputStream(largest, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(bytes);
        }
    }
}
