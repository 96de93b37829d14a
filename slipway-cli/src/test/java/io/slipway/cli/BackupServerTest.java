package io.slipway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.cli.fake.Documents;
import io.slipway.cli.fake.FakeSlipway;
import io.slipway.cli.fake.Protected;
import io.slipway.events.backup.view.BackupRunsView.RunStatus;
import io.slipway.events.json.Json;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Backups through a server: what is asked for, what is shown, and what the exit status says. */
class BackupServerTest {
    private static final String CRM = "/api/v1/backups/crm";

    private static final String NDJSON = "application/x-ndjson";

    private final FakeSlipway server = new FakeSlipway();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBackupIsAskedForAndFollowedToItsEnd() {
        server.on("POST " + CRM + "/policies/nightly/run", 202, Protected.accepted("crm-nightly-7"))
                .on(
                        "GET " + CRM + "/runs/crm-nightly-7",
                        200,
                        Protected.run("crm-nightly-7", RunStatus.WAITING, "", null))
                .on(
                        "GET " + CRM + "/runs/crm-nightly-7",
                        200,
                        Protected.run("crm-nightly-7", RunStatus.RUNNING, "database", 40))
                .on(
                        "GET " + CRM + "/runs/crm-nightly-7",
                        200,
                        Protected.run("crm-nightly-7", RunStatus.SUCCEEDED, "1.2 GiB", 100));

        TypedCommand run = TypedCommand.run(
                server, "backup", "run", "crm", "nightly", "--source", "database", "-m", "now", "--wait");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("crm-nightly-7\n");
        assertThat(run.err().lines())
                .containsExactly(
                        "crm-nightly-7  · backup waiting",
                        "crm-nightly-7  ▸ backup running: database",
                        "crm-nightly-7  ✓ backup succeeded: 1.2 GiB  12 s");
        assertThat(server.requests().getFirst().json().toString())
                .isEqualTo("{\"reason\":\"now\",\"sources\":[\"database\"]}");
    }

    @Test
    void onATerminalItSaysHowFarItIsAndHowLongItTakesStill() {
        server.on("POST " + CRM + "/policies/nightly/run", 202, Protected.accepted("crm-nightly-7"))
                .on(
                        "GET " + CRM + "/runs/crm-nightly-7",
                        200,
                        Protected.run("crm-nightly-7", RunStatus.RUNNING, "database", 40))
                .on(
                        "GET " + CRM + "/runs/crm-nightly-7",
                        200,
                        Protected.run("crm-nightly-7", RunStatus.FAILED, "disk full", null));

        TypedCommand run = TypedCommand.onTerminal(server, "backup", "run", "crm", "nightly", "--wait");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("running: database  40 %  ", " left", "✗ backup failed: disk full");
    }

    @Test
    void anUnknownPolicyIsTheServersWordAndNothingIsFollowed() {
        server.on(
                "POST " + CRM + "/policies/hourly/run",
                404,
                Documents.problem(404, "Not found", "crm has no policy hourly; it has nightly.", List.of()));

        TypedCommand run = TypedCommand.run(server, "backup", "run", "crm", "hourly", "--wait");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("crm has no policy hourly");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void whatDestroysAsksFirstAndSaysSoWhereNobodyIsThereToAsk() {
        TypedCommand refused = TypedCommand.run(server, "backup", "prune", "crm", "nightly");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("--yes");
        assertThat(server.requests()).isEmpty();

        server.on("POST " + CRM + "/policies/nightly/prune", 202, Protected.accepted("crm-prune-1"));
        assertThat(TypedCommand.run(server, "backup", "prune", "crm", "nightly", "--dry-run")
                        .status())
                .isZero();
        assertThat(server.last().json().path("dryRun").asBoolean()).isTrue();
        TypedCommand.run(server, "backup", "prune", "crm", "nightly", "--yes");
        assertThat(server.last().json().path("dryRun").asBoolean()).isFalse();
    }

    @Test
    void aRepairAsksFirstAndIsARunLikeOthers() {
        TypedCommand refused = TypedCommand.run(server, "backup", "repair", "crm", "nightly");
        assertThat(refused.err()).contains("--yes");
        assertThat(server.requests()).isEmpty();

        server.on("POST " + CRM + "/policies/nightly/repair", 202, Protected.accepted("crm-repair-1"));
        assertThat(TypedCommand.run(server, "backup", "repair", "crm", "nightly", "--yes", "--reason", "a disk failed")
                        .status())
                .isZero();
        assertThat(server.last().json().path("reason").asString()).isEqualTo("a disk failed");
    }

    @Test
    void aVerificationSaysHowMuchIsRead() {
        server.on("POST " + CRM + "/policies/nightly/verify", 202, Protected.accepted("crm-verify-1"));

        TypedCommand.run(server, "backup", "verify", "crm", "nightly", "--level", "restore", "--percent", "10");
        assertThat(server.last().json().path("level").asString()).isEqualTo("RESTORE");
        assertThat(server.last().json().path("percent").asInt()).isEqualTo(10);
        assertThat(TypedCommand.run(server, "backup", "verify", "crm", "nightly", "--percent", "0")
                        .err())
                .contains("--percent is 0, expected 1 to 100");
    }

    @Test
    void aRestoreIsAskedForInFullAndNeverReplacesAnythingUnasked() {
        server.on("POST " + CRM + "/policies/nightly/restore", 202, Protected.accepted("crm-restore-1"));

        TypedCommand restore = TypedCommand.run(
                server,
                "backup",
                "restore",
                "latest",
                "-a",
                "crm",
                "--policy",
                "nightly",
                "--source",
                "database",
                "--include",
                "crm.contacts",
                "--at",
                "2026-11-26T09:30:00Z",
                "--to-mongodb",
                "SCRATCH",
                "--rename",
                "crm=crm_restored",
                "-m",
                "somebody deleted contacts");
        assertThat(restore.status()).as(restore.err()).isZero();
        assertThat(server.last().json().toString())
                .isEqualTo("{\"snapshot\":\"latest\",\"source\":\"database\",\"include\":[\"crm.contacts\"],"
                        + "\"to\":\"2026-11-26T09:30:00Z\",\"uri\":\"SCRATCH\",\"rename\":"
                        + "{\"crm\":\"crm_restored\"},\"dryRun\":false,\"overwrite\":false,"
                        + "\"reason\":\"somebody deleted contacts\"}");

        TypedCommand unasked = TypedCommand.run(
                server, "backup", "restore", "latest", "-a", "crm", "--policy", "nightly", "--overwrite");
        assertThat(unasked.status()).isEqualTo(2);
        assertThat(unasked.err()).contains("--yes");
        assertThat(server.requests()).hasSize(1);
        assertThat(TypedCommand.run(server, "backup", "restore", "latest").err())
                .contains("say -a", "--repository");
        assertThat(TypedCommand.run(server, "backup", "restore", "latest", "-a", "crm")
                        .err())
                .contains("say --policy", "--repository");
    }

    @Test
    void looksIntoWhatAServerHas() {
        String snapshots = CRM + "/policies/nightly/snapshots";
        String id = "4f".repeat(32);
        JsonNode snapshot = Json.mapper().readTree("""
                {"id": "%s", "time": "2026-11-26T02:00:00Z", "source": "database", "kind": "mongodb", "paths": ["/mongodb/crm"],
                 "hostname": "slipway", "bytes": 3221225472,
                 "tags": ["application=crm", "environment=production", "policy=nightly", "source=database"]}
                """.formatted(id));
        server.on("GET " + CRM, 200, Json.tree(Protected.well()))
                .on("GET " + snapshots, 200, Map.of("items", List.of(snapshot)))
                .on("GET " + snapshots + "/4f4f", 200, snapshot)
                .on("GET " + snapshots + "/" + id + "/nodes", 200, NDJSON, """
                        {"path": "/crm", "type": "dir", "size": 0, "modified": "2026-11-26T02:00:00Z", "mode": 2147484096}
                        """)
                .on("GET " + snapshots + "/" + id + "/file", 200, "application/octet-stream", "meow")
                .on("GET " + snapshots + "/" + id + "/nodes", 200, NDJSON, "")
                .on("GET " + snapshots + "/" + id + "/changes", 200, NDJSON, """
                        {"kind": "ADDED", "path": "/crm/new.bson", "before": 0, "after": 12}
                        {"kind": "METADATA", "path": "/crm/old.bson", "before": 3, "after": 3}
                        """);

        assertThat(TypedCommand.run(server, "backup", "list", "-a", "crm")
                        .out()
                        .lines()
                        .skip(1))
                .singleElement()
                .asString()
                .startsWith("4f4f4f4f")
                .contains("crm", "production", "database", "3.0 GiB");
        assertThat(policy("show", "latest", "--source", "database").out()).contains(id, "/mongodb/crm");
        assertThat(policy("ls", "4f4f").out()).isEqualTo("/crm/\n");
        assertThat(policy("find", "*.BSON", "-i").err()).contains("Nothing in 1 snapshot is called *.BSON.");
        assertThat(server.last().path()).contains("pattern=*.BSON", "ignoreCase=true");
        TypedCommand diff = policy("diff", "4f4f", "latest");
        assertThat(diff.out()).isEqualTo("+  /crm/new.bson\n");
        assertThat(diff.err()).contains("1 added, 0 removed, 0 changed, +12 B");
        assertThat(policy("show", "4f4f", "--source", "uploads").err())
                .contains("snapshot 4f4f4f4f has not the tag source=uploads");
        assertThat(policy("show", "latest", "-e", "staging").err()).contains("no snapshot has the tags", "=staging");
        assertThat(policy("list", "--tag", "release").err()).contains("There is no such snapshot.");
        Path file = folder.resolve("cat");
        assertThat(policy("cat", "4f4f", "/cat.png", "--to", file.toString()).status())
                .isZero();
        assertThat(file).hasContent("meow");
        assertThat(TypedCommand.run(server, "backup", "ls", "latest").err()).contains("say -a");
    }

    private TypedCommand policy(String... words) {
        List<String> line = new ArrayList<>(List.of("backup"));
        line.addAll(List.of(words));
        line.addAll(List.of("-a", "crm", "--policy", "nightly"));
        return TypedCommand.run(server, line.toArray(String[]::new));
    }

    @Test
    void toForgetTakesAReasonAndASecondPerson() {
        assertThat(TypedCommand.run(server, "backup", "forget", "crm", "nightly", "04a5", "--yes")
                        .err())
                .contains("why with -m");
        server.on("POST " + CRM + "/policies/nightly/delete", 202, Protected.accepted("crm-deletion-1"))
                .on("POST " + CRM + "/deletions/crm-deletion-1/approve", 202, Protected.accepted("crm-deletion-1"));

        TypedCommand asked =
                TypedCommand.run(server, "backup", "forget", "crm", "nightly", "04a5", "-m", "a card number", "--yes");
        assertThat(asked.out()).isEqualTo("crm-deletion-1\n");
        assertThat(asked.err()).contains("Somebody else has to agree", "--approve crm-deletion-1");
        assertThat(server.last().json().toString())
                .isEqualTo("{\"reason\":\"a card number\",\"snapshots\":[\"04a5\"]}");

        TypedCommand unasked = TypedCommand.run(server, "backup", "forget", "crm", "--approve", "crm-deletion-1");
        assertThat(unasked.err()).contains("--yes");
        assertThat(TypedCommand.run(server, "backup", "forget", "crm", "--approve", "crm-deletion-1", "--yes")
                        .out())
                .isEqualTo("crm-deletion-1 approved\n");
    }

    @Test
    void theReportShowsWhatWasPromisedAndWhatIsAndFailsWhereItIsNotKept() {
        server.on("GET " + CRM, 200, Json.tree(Protected.well()));
        TypedCommand well = TypedCommand.run(server, "backup", "report", "crm");
        assertThat(well.status()).isZero();
        assertThat(well.out().lines().toList().get(1))
                .startsWith("nightly")
                .contains(" of 24 h  ", "4 min of 1 h", "40 %");

        try (FakeSlipway other = new FakeSlipway().on("GET " + CRM, 200, Json.tree(Protected.ill()))) {
            TypedCommand ill = TypedCommand.run(other, "backup", "report", "crm");
            assertThat(ill.status()).isEqualTo(1);
            assertThat(ill.err().lines())
                    .containsExactly(
                            "✗ production: the backup is 30 h old",
                            "✗ nightly misses its RPO: 30 h of 24 h",
                            "✗ nightly: pack 4fa1 a byte has changed",
                            "  What to do with a damaged repository: docs/how-to/check-and-repair-a-repository.md");
        }
    }

    @Test
    void whatIsAServersWorkIsNotDoneInARepositoryAndTheOtherWayRound() {
        assertThat(TypedCommand.plain(
                                false,
                                "backup",
                                "drill",
                                "crm",
                                "nightly",
                                "--repository",
                                folder.toString(),
                                "--passphrase-file",
                                folder.resolve("none").toString())
                        .err())
                .contains("slipway backup drill is a server's work", "--url");
    }

    @Test
    void anOptionThatMeansNothingThroughAServerIsRefused() {
        server.on("GET " + CRM, 200, Json.tree(Protected.well()));
        Map<String, List<String>> refused = Map.of(
                "leave --passphrase-file out", List.of("list", "-a", "crm", "--passphrase-file", "passphrase"),
                "leave --tag out", restore("--tag", "release"),
                "leave --verify out", restore("--verify"),
                "leave --copies out", restore("--copies", "3"),
                "nightly backs up production, not staging", restore("-e", "staging"),
                "--to-mongodb and topics to --to-kafka", restore("--to-mongodb", "A", "--to-kafka", "B"),
                "leave --percent out", List.of("verify", "crm", "nightly", "--level", "presence", "--percent", "5"),
                "say one of --approve", List.of("forget", "crm", "--approve", "d-1", "--reject", "d-2", "--yes"),
                "leave -o out", List.of("cat", "latest", "/a", "-a", "crm", "--policy", "nightly", "-o", "json"));

        refused.forEach((words, line) -> {
            List<String> command = new ArrayList<>(List.of("backup"));
            command.addAll(line);
            TypedCommand typed = TypedCommand.run(server, command.toArray(String[]::new));
            assertThat(typed.status()).as("%s: %s", line, typed.err()).isEqualTo(2);
            assertThat(typed.err()).contains(words);
        });
        assertThat(server.requests()).noneMatch(request -> request.method().equals("POST"));
    }

    private static List<String> restore(String... options) {
        List<String> line = new ArrayList<>(List.of("restore", "latest", "-a", "crm", "--policy", "nightly"));
        line.addAll(List.of(options));
        return line;
    }
}
