package io.slipway.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.slipway.backup.files.FileTreeBackup;
import io.slipway.backup.files.FileTreeBackupRequest;
import io.slipway.backup.files.FileTreeRestore;
import io.slipway.backup.files.FileTreeRestoreRequest;
import io.slipway.backup.files.ProgressListener;
import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.crypto.ScryptCost;
import io.slipway.backup.restic.RepositoryOptions;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.storage.LocalStorage;

/** One command on a repository in a JVM of its own, as restic runs one in a process of its own. */
final class BackupProcess {
    static final String PASSPHRASE = "benchmark";
    static final String DONE = "done";

    private BackupProcess() {}

    /**
     * {@code init <repository> [<N> <r> <p>]} with a key that costs so much of scrypt, {@code backup <repository> <source>},
     * {@code restore <repository> <target> <what>}, {@code check <repository>}, or several, each after a +. With {@code stay} it
     * takes them from its input instead, one a line, and answers {@value #DONE} to each, until there are no more.
     */
    public static void main(String[] args) throws IOException {
        if (args[0].equals("stay")) {
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                run(line.split(" "));
                System.out.println(DONE);
            }
            return;
        }
        int begin = 0;
        for (int at = 1; at <= args.length; at++) {
            if (at == args.length || args[at].equals("+")) {
                run(Arrays.copyOfRange(args, begin, at));
                begin = at + 1;
            }
        }
    }

    private static void run(String... args) throws IOException {
        LocalStorage storage = new LocalStorage(Path.of(args[1]));
        char[] passphrase = PASSPHRASE.toCharArray();
        if (args[0].equals("init")) {
            ScryptCost cost = args.length < 5
                    ? ScryptCost.DEFAULT
                    : new ScryptCost(Integer.parseInt(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
            ResticRepository.create(storage, passphrase, RepositoryOptions.DEFAULT.withCost(cost))
                    .close();
            return;
        }
        try (ResticRepository repository = ResticRepository.open(storage, passphrase)) {
            boolean well = switch (args[0]) {
                case "backup" ->
                    new FileTreeBackup(repository, FileTreeBackupRequest.of("benchmark", List.of(Path.of(args[2]))))
                            .run(ProgressListener.NONE)
                            .isComplete();
                case "restore" ->
                    new FileTreeRestore(
                                    repository,
                                    repository.snapshot("latest").snapshot().tree(),
                                    FileTreeRestoreRequest.to(Path.of(args[2])).withFrom(args[3]))
                            .run(ProgressListener.NONE)
                            .isComplete();
                case "check" ->
                    repository
                            .check(new DataToRead.Everything(), WorkListener.NONE)
                            .isWhole();
                default -> throw new IllegalArgumentException("no command " + args[0]);
            };
            if (!well) {
                throw new IOException(args[0] + " was not complete");
            }
        }
    }
}
