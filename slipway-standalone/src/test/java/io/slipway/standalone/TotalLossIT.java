package io.slipway.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Slipway itself is lost, and comes back from a repository and a passphrase. */
class TotalLossIT {
    @TempDir
    Path temp;

    private CommandLineProcess slipway;

    @BeforeEach
    void prepare() {
        slipway = new CommandLineProcess(CommandLineProcess.builtHome(), temp);
    }

    @AfterEach
    void end() throws Exception {
        slipway.run("down", "--all", "--data-folder", data().toString());
        slipway.run("down", "--all", "--data-folder", restored().toString());
    }

    @Test
    void whatSlipwayKnewIsThereAgainInAFreshDataFolder() throws Exception {
        run("up", "-d", "--data-folder", data().toString());
        Path passphrase = Files.createDirectories(data().resolve("secrets")).resolve("KEEPER_PASSPHRASE");
        Files.writeString(passphrase, "correct horse battery staple\n");
        server(data(), "apply", "-f", pipeline().toString());
        server(data(), "backup", "run", "keeper", "itself", "--wait");
        // Into a broker that is started for it.
        assertThat(server(data(), "backup", "drill", "keeper", "itself", "--wait"))
                .contains("restored and compared in");
        run("down", "--data-folder", data().toString());

        String drill = run(
                "dr",
                "drill",
                "--repository",
                temp.resolve("repository").toString(),
                "--passphrase-file",
                passphrase.toString(),
                "--work",
                temp.resolve("drill").toString());
        assertThat(drill).contains("✓ Restore keeper production slipway", "topics as they were at", "✓ passed");

        run("up", "-d", "--data-folder", restored().toString());
        assertThat(server(restored(), "status")).contains("keeper", "production");
        assertThat(server(restored(), "backup", "policy", "keeper")).contains("itself");
    }

    private Path pipeline() throws IOException {
        return Files.writeString(temp.resolve("slipway.yaml"), """
                apiVersion: slipway.io/v1
                kind: Application
                metadata: {name: keeper}
                spec:
                  services:
                    - name: web
                      build: {driver: command, command: ["./build.sh"]}
                      run: {command: ["./run.sh"]}
                  environments:
                    - name: production
                      target: {driver: process, ports: {web: 28099}}
                  backups:
                    - name: itself
                      environment: production
                      repository: {location: %s, passphrase: KEEPER_PASSPHRASE}
                      sources: [{name: slipway, type: kafka}]
                """.formatted(temp.resolve("repository")));
    }

    private String server(Path folder, String... words) throws Exception {
        String[] all = new String[words.length + 4];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--url";
        all[words.length + 1] = slipway.url();
        all[words.length + 2] = "--data-folder";
        all[words.length + 3] = folder.toString();
        return run(all);
    }

    private String run(String... words) throws Exception {
        CommandLineProcess.Ended ended = slipway.run(words);
        assertThat(ended.status()).as(ended.told()).isZero();
        return ended.told();
    }

    private Path data() {
        return temp.resolve("data");
    }

    private Path restored() {
        return temp.resolve("drill/keeper-production-slipway");
    }
}
