package io.slipway.cli.backup;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.repository.check.CheckReport;
import io.slipway.backup.repository.check.DataToRead;
import io.slipway.backup.repository.check.Finding;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.cli.ExitCode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        description = {
            "Look whether a repository is whole: keys, index, snapshots, and whether everything they need is there.",
            "Exit status 0 when it is, 1 when something is lost or at risk."
        })
public final class CheckCommand extends BackupCommand {
    private static final Pattern PART = Pattern.compile("(\\d{1,3})/(\\d{1,3})");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d+)?)%");

    @Option(names = "--read-data", description = "Read, decrypt and hash all data too.")
    private boolean readData;

    @Option(
            names = "--read-data-subset",
            paramLabel = "PART",
            description = "Only a part of it: 2/7 for the second of seven parts, or 10%% at random.")
    private @Nullable String subset;

    @Override
    protected ExitCode offline(ResticRepository repository) throws IOException {
        DataToRead data = data();
        CheckReport report;
        try (TransferProgress progress = new TransferProgress(terminal(), "reading", InstantSource.system())) {
            report = repository.check(data, new ShownWork(progress));
        }
        if (output().isTable()) {
            report.findings().forEach(finding -> terminal().out().println(line(finding)));
            terminal()
                    .err()
                    .println((report.isWhole() ? "✓ " : "✗ ") + report.snapshots() + " snapshots, "
                            + report.trees() + " directories, " + report.packs() + " packs of "
                            + ByteWords.of(report.packBytes()) + "; " + ByteWords.of(report.bytesRead()) + " read"
                            + (report.frozen().packs() == 0
                                    ? ""
                                    : ", " + ByteWords.of(report.frozen().bytes()) + " frozen and not read")
                            + ": "
                            + (report.isWhole() ? "nothing is lost" : "NOT WHOLE"));
        } else {
            print(report);
        }
        return report.isWhole() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static String line(Finding finding) {
        List<String> snapshots = finding.snapshots();
        return (finding.isDamage() ? "✗ " : "· ")
                + finding.message()
                + (snapshots.isEmpty() ? "" : " (needed by " + String.join(", ", snapshots) + ")");
    }

    @Override
    protected void check() {
        if (readData && subset != null) {
            throw new IllegalArgumentException(
                    "say --read-data for all of it or --read-data-subset for a part, not both");
        }
    }

    private DataToRead data() {
        if (subset == null) {
            return readData ? new DataToRead.Everything() : new DataToRead.Nothing();
        }
        Matcher part = PART.matcher(subset);
        Matcher percent = PERCENT.matcher(subset);
        if (part.matches()) {
            return new DataToRead.Part(Integer.parseInt(part.group(1)), Integer.parseInt(part.group(2)));
        }
        if (percent.matches()) {
            return new DataToRead.Percent(Double.parseDouble(percent.group(1)));
        }
        throw new IllegalArgumentException("'" + subset + "' is no part of the data; write 2/7 or 10%");
    }
}
