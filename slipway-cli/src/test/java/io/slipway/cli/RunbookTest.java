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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.slipway.cli.fake.FakeSlipway;
import io.slipway.cli.fake.Protected;
import io.slipway.cli.fake.SampleRepository;
import io.slipway.events.backup.runbook.Runbook;
import io.slipway.events.backup.view.BackupView;
import io.slipway.events.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What somebody holds in their hands at three in the morning: it is complete, and its commands are ones that there are. */
class RunbookTest {
    private static final String CRM = "/api/v1/backups/crm";

    private final FakeSlipway server = new FakeSlipway();

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void namesTheOrderTheCommandsTheKeysThePeopleAndWhatWasMeasured() throws IOException {
        server.on("GET " + CRM, 200, Json.tree(Protected.ill()));
        Path file = home.resolve("runbook.md");

        TypedCommand written = TypedCommand.run(server, "dr", "runbook", "crm", "--to", file.toString());

        assertThat(written.status()).as(written.err()).isZero();
        String text = Files.readString(file);
        assertThat(text)
                .contains("# Disaster recovery of crm, production")
                .contains("| nightly | 2026-11-26T02:00:00Z |", "| 24 h | 1 h | passed 2026-11-22T03:00:00Z | 4 min |")
                .contains("> **nightly misses its rpo** since 2026-11-26T02:00:00Z: 30 h of 24 h")
                .contains("> **The repository of nightly is damaged**: pack 4fa1, a byte has changed")
                .contains("1. Ann, +49 30 1234567\n2. ops@example.org")
                .contains("`/backups/crm`, id `5956a3f67a`", "the secret `crm-passphrase`", "the secret `crm-mongodb`")
                .contains("Any moment from 2026-11-19T02:00:00Z to 2026-11-26T02:00:00Z can be had with `--at TIME`")
                .contains("The newest snapshot when this was written: `4f4f4f4f` of 2026-11-26T02:00:00Z")
                .contains("SLIPWAY_DRILL_DATABASES='crm=crm'\n./check.sh")
                .contains("latest dump.archive | mongorestore --uri \"$MONGODB_URI\" --archive --oplogReplay");
        assertThat(text)
                .as("the database first, then files, then what was derived from them")
                .containsSubsequence(
                        "### 1. Stop what writes",
                        "### 2. Look at the repository of nightly",
                        "### 3. Restore the database database",
                        "### 4. Restore the files of uploads",
                        "### 5. Restore what `./export.sh --all` wrote",
                        "### 6. Start Slipway, and tell it of the application",
                        "### 7. Deploy the application",
                        "### 8. Look whether it is right",
                        "### 9. Back up again");
    }

    static Stream<BackupView> views() {
        return Stream.of(
                Protected.ill(),
                Protected.everyKind("/backups/crm's own"),
                Protected.everyKind("s3:https://s3.example.org/backups/crm"));
    }

    /** A renamed command or option shall not be found out about in an emergency. */
    @ParameterizedTest
    @MethodSource("views")
    void everyCommandInItIsOneThatTheCommandLineTakes(BackupView view) {
        List<List<String>> commands =
                commands(new Runbook(view, "production", Runbook.Origin.POLICIES, Instant.now()).markdown());

        assertThat(commands).hasSizeGreaterThan(10);
        for (List<String> words : commands) {
            assertThatCode(() -> SlipwayCommand.commandLine().parseArgs(words.toArray(String[]::new)))
                    .as(String.join(" ", words))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void withoutAServerItIsWrittenFromTheSnapshotsAndItsCommandsWork() throws IOException {
        SampleRepository repository = new SampleRepository(home);
        repository.snapshot(Instant.now().minus(Duration.ofDays(1)), "database", Map.of("crm/contacts.bson", "ann"));
        repository.snapshot(Instant.now(), "uploads", Map.of("pictures/cat.png", "meow"));

        TypedCommand written = TypedCommand.plain(
                false,
                "dr",
                "runbook",
                "crm",
                "--repository",
                repository.folder().toString(),
                "--passphrase-file",
                repository.passphrase().toString());

        assertThat(written.status()).as(written.err()).isZero();
        assertThat(written.out())
                .contains("from the snapshots alone", "The snapshots do not say", "Restore the files of uploads")
                .doesNotContain("null");
        List<List<String>> inTheRepository = commands(written.out()).stream()
                .filter(words -> words.contains("--repository"))
                .filter(words -> !words.contains("restore") || words.contains("--dry-run"))
                .toList();
        assertThat(inTheRepository).hasSizeGreaterThanOrEqualTo(4);
        for (List<String> words : inTheRepository) {
            TypedCommand command = TypedCommand.plain(false, words.toArray(String[]::new));
            assertThat(command.status()).as("%s: %s", words, command.err()).isZero();
        }
    }

    @Test
    void whereNothingIsBackedUpThereIsNoRunbook() {
        server.on("GET " + CRM, 200, Json.tree(Protected.well()));

        TypedCommand none = TypedCommand.run(server, "dr", "runbook", "crm", "-e", "staging");

        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("no policy backs up staging of crm");
    }

    private static List<List<String>> commands(String markdown) {
        List<List<String>> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : markdown.lines().toList()) {
            if (line.equals("```")) {
                inside = !inside;
            } else if (inside) {
                commands.addAll(new ShellLine(line).slipway());
            }
        }
        return commands;
    }
}
