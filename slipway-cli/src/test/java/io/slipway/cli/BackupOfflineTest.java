package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.slipway.cli.fake.SampleRepository;
import io.slipway.events.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be done with a repository and its passphrase when there is nothing else any more. */
class BackupOfflineTest {
    @TempDir
    Path home;

    private SampleRepository repository;
    private String older;
    private String newer;
    private String uploads;

    @BeforeEach
    void twoSnapshotsOfADatabaseAndOneOfFiles() throws IOException {
        Instant now = Instant.now();
        repository = new SampleRepository(home);
        older = repository.snapshot(
                now.minus(Duration.ofDays(2)),
                "database",
                Map.of("crm/contacts.bson", "ann", "crm/orders.bson", "1", "crm/old.bson", "0"));
        newer = repository.snapshot(
                now.minus(Duration.ofDays(1)),
                "database",
                Map.of("crm/contacts.bson", "ann, bob", "crm/orders.bson", "1", "crm/new.bson", "2"));
        uploads = repository.snapshot(now, "uploads", Map.of("pictures/cat.png", "meow"));
    }

    @Test
    void listsWhatThereIsAndOnlyWhatIsMeant() {
        assertThat(backup("list").out().lines().skip(1).map(line -> line.substring(0, 8)))
                .containsExactly(brief(older), brief(newer), brief(uploads));
        assertThat(backup("list", "-a", "crm", "--source", "uploads").out().lines())
                .hasSize(2)
                .element(1)
                .asString()
                .contains(brief(uploads), "crm", "production", "/uploads");
        assertThat(backup("list", "--source", "nothing").err()).contains("There is no such snapshot.");
        assertThat(Json.mapper()
                        .readTree(backup("list", "-o", "json").out())
                        .get(1)
                        .path("id")
                        .asString())
                .isEqualTo(newer);
    }

    @Test
    void theOptionsMayStandBeforeTheCommandToo() {
        TypedCommand list = TypedCommand.plain(
                false,
                "backup",
                "--repository",
                repository.folder().toString(),
                "--passphrase-file",
                repository.passphrase().toString(),
                "list");

        assertThat(list.status()).as(list.err()).isZero();
        assertThat(list.out().lines()).hasSize(4);
    }

    @Test
    void showsASnapshotByTheBeginningOfItsIdAndTheNewestOfASource() {
        assertThat(backup("show", newer.substring(0, 10)).out()).contains(newer, "source=database", "/database");
        assertThat(backup("show", "latest").out()).contains(uploads);
        assertThat(backup("show", "latest", "--source", "database").out()).contains(newer);

        TypedCommand none = backup("show", "latest", "--source", "nothing");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("no snapshot has the tags source=nothing", "slipway backup list");
    }

    @Test
    void holdsASnapshotWhichIsFoundByBothItsIdsUntilItIsReleased() {
        String held = backup("hold", brief(older)).out();

        assertThat(held).endsWith(" held\n").doesNotContain(brief(older));
        assertThat(backup("show", brief(older)).out()).contains(held.substring(0, 8), "legal-hold");
        assertThat(backup("list").out().lines()).hasSize(4);

        assertThat(backup("hold", held.substring(0, 8), "--release").out()).endsWith(" released\n");
        assertThat(backup("show", brief(older)).out()).doesNotContain("legal-hold");
        assertThat(backup("hold", brief(older), "--release").err()).contains("is under no legal hold");
    }

    @Test
    void looksIntoASnapshot() {
        assertThat(backup("ls", newer).out()).isEqualTo("/crm/\n");
        assertThat(backup("ls", newer, "crm").out()).isEqualTo("/crm/contacts.bson\n/crm/new.bson\n/crm/orders.bson\n");
        assertThat(backup("ls", "-R", newer).out().lines()).hasSize(4);
        assertThat(backup("ls", "-l", newer, "/crm/contacts.bson").out()).startsWith("-rw-------            8  ");
        assertThat(backup("ls", newer, "nowhere").err()).contains("nowhere");
    }

    @Test
    void writesAFileOutAndNeverOverOneThatIsThere() throws IOException {
        Path file = home.resolve("contacts");
        assertThat(backup("cat", newer, "crm/contacts.bson", "--to", file.toString())
                        .status())
                .isZero();
        assertThat(file).hasContent("ann, bob");

        TypedCommand again = backup("cat", older, "crm/contacts.bson", "--to", file.toString());
        assertThat(again.status()).isEqualTo(1);
        assertThat(Files.readString(file)).isEqualTo("ann, bob");
        assertThat(backup("cat", newer, "crm").err()).contains("crm", "not a file");
    }

    @Test
    void findsAFileInAllSnapshotsOfASource() {
        assertThat(backup("find", "*.bson", "--source", "database").out().lines())
                .hasSize(6);
        assertThat(backup("find", "/crm/old.bson").out())
                .startsWith(brief(older))
                .contains("/crm/old.bson");
        assertThat(backup("find", "CAT.PNG", "-i").out()).startsWith(brief(uploads));
        TypedCommand none = backup("find", "dog.png");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("Nothing in 3 snapshots is called dog.png.");
    }

    @Test
    void saysWhatIsDifferentBetweenTwo() {
        TypedCommand diff = backup("diff", older, newer);

        assertThat(diff.out()).isEqualTo("M  /crm/contacts.bson\n+  /crm/new.bson\n-  /crm/old.bson\n");
        assertThat(diff.err()).contains("1 added, 1 removed, 1 changed, +5 B");
        assertThat(backup("diff", newer, newer).out()).isEmpty();
    }

    @Test
    void restoresIntoAFolderAndReplacesNothingUnlessItIsTold() throws IOException {
        Path target = home.resolve("restored");
        TypedCommand trial = backup("restore", newer, "--to-folder", target.toString(), "--dry-run");
        assertThat(trial.status()).as(trial.err()).isZero();
        assertThat(trial.err()).contains("would restore 3 files, 10 B of " + brief(newer));
        assertThat(target).doesNotExist();

        TypedCommand restore = backup("restore", newer, "--to-folder", target.toString(), "--verify");
        assertThat(restore.status()).as(restore.err()).isZero();
        assertThat(restore.err()).contains("✓ restored 3 files");
        assertThat(target.resolve("crm/contacts.bson")).hasContent("ann, bob");

        Files.writeString(target.resolve("crm/contacts.bson"), "carl was here");
        TypedCommand again = backup("restore", newer, "--to-folder", target.toString());
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.err()).contains("contacts.bson", "nothing was restored", "--overwrite");
        assertThat(target.resolve("crm/contacts.bson")).hasContent("carl was here");

        TypedCommand unasked = backup("restore", newer, "--to-folder", target.toString(), "--overwrite");
        assertThat(unasked.status()).isEqualTo(2);
        assertThat(unasked.err()).contains("--yes");
        assertThat(backup("restore", newer, "--to-folder", target.toString(), "--overwrite", "--yes")
                        .status())
                .isZero();
        assertThat(target.resolve("crm/contacts.bson")).hasContent("ann, bob");
    }

    @Test
    void restoresOnlyWhatIsMeantAndSaysWhatItNeedsToKnow() {
        Path target = home.resolve("some");
        assertThat(backup(
                                "restore",
                                "latest",
                                "--source",
                                "database",
                                "--include",
                                "/crm/new.bson",
                                "--to-folder",
                                target.toString())
                        .err())
                .contains("✓ restored 1 files");
        assertThat(target.resolve("crm")).isDirectoryContaining(file -> file.endsWith("new.bson"));
        assertThat(backup("restore", "latest").err()).contains("say where to", "--to-folder");
        assertThat(backup("restore", "latest", "--to-folder", "x", "--at", "yesterday")
                        .err())
                .contains("'yesterday' is no moment");
    }

    @Test
    void findsAByteThatHasChangedAndNamesWhatNeedsIt() throws IOException {
        TypedCommand whole = backup("check", "--read-data");
        assertThat(whole.status()).as(whole.err()).isZero();
        assertThat(whole.err()).contains("✓ 3 snapshots", "nothing is lost");
        assertThat(backup("check", "--read-data-subset", "many").err()).contains("write 2/7 or 10%");

        try (Stream<Path> files = Files.walk(repository.folder().resolve("data"))) {
            for (Path pack : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(pack);
                bytes[20] ^= 1;
                Files.delete(pack);
                Files.write(pack, bytes);
            }
        }
        TypedCommand damaged = backup("check", "--read-data");
        assertThat(damaged.status()).isEqualTo(1);
        assertThat(damaged.out()).contains("✗ ", "needed by ", brief(older));
        assertThat(damaged.err()).contains("NOT WHOLE");
        assertThat(Json.mapper()
                        .readTree(backup("check", "--read-data", "-o", "json").out())
                        .path("findings")
                        .size())
                .isPositive();
    }

    @Test
    void aWrongPassphraseAndAPlaceWithoutARepositoryAreToldApart() throws IOException {
        Path wrong = Files.writeString(home.resolve("wrong"), "battery staple\n");
        TypedCommand refused = TypedCommand.plain(
                false,
                "backup",
                "list",
                "--repository",
                repository.folder().toString(),
                "--passphrase-file",
                wrong.toString());
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("the passphrase is wrong");

        TypedCommand nothing = TypedCommand.plain(
                false, "backup", "list", "--repository", home.toString(), "--passphrase-file", wrong.toString());
        assertThat(nothing.err()).contains("there is no repository at");

        TypedCommand silent = TypedCommand.plain(
                false, "backup", "list", "--repository", repository.folder().toString());
        assertThat(silent.status()).isEqualTo(2);
        assertThat(silent.err()).contains("--passphrase-file");
    }

    @Test
    void anOptionThatMeansNothingInARepositoryItselfIsRefused() {
        Map<String, List<String>> refused = Map.of(
                "leave --url out: a repository is named", List.of("list", "--url", "http://127.0.0.1:1"),
                "leave --as out", List.of("find", "*", "--as", "ann"),
                "leave --reason out", List.of("restore", "latest", "--to-folder", "x", "-m", "why"),
                "leave --wait out", List.of("restore", "latest", "--to-folder", "x", "--wait"),
                "leave --output out", List.of("restore", "latest", "--to-folder", "x", "-o", "json"),
                "say one of --to-folder", List.of("restore", "latest", "--to-folder", "x", "--to-kafka", "y:1"),
                "--rename is for databases", List.of("restore", "latest", "--to-folder", "x", "--rename", "a=b"),
                "--verify is for files", List.of("restore", "latest", "--to-kafka", "y:1", "--verify"),
                "not both", List.of("check", "--read-data", "--read-data-subset", "10%"),
                "has not the tag source=uploads", List.of("show", newer, "--source", "uploads"));

        refused.forEach((words, line) -> {
            TypedCommand typed = backup(line.toArray(String[]::new));
            assertThat(typed.status()).as("%s: %s", line, typed.err()).isEqualTo(2);
            assertThat(typed.err()).contains(words);
        });
        assertThat(backup("list", "--policy", "hourly").err())
                .as("the policy is a tag like the others")
                .contains("There is no such snapshot.");
    }

    private TypedCommand backup(String... words) {
        List<String> line = new ArrayList<>(List.of("backup"));
        line.addAll(List.of(words));
        line.addAll(List.of(
                "--repository",
                repository.folder().toString(),
                "--passphrase-file",
                repository.passphrase().toString()));
        return TypedCommand.plain(false, line.toArray(String[]::new));
    }

    private static String brief(String id) {
        return id.substring(0, 8);
    }
}
