package io.slipway.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.backup.repository.crypto.KeyFile;

/** Backups of the same files beside the real restic: speed, size of the repository, memory. */
final class BackupBenchmark {
    private static final int MEBI = 1 << 20;

    private final Path folder;
    private final PrintStream out;
    private final Map<BackupData, Integer> sizes = new EnumMap<>(BackupData.class);
    private final String heap;

    /** @param args {@code --small=}, {@code --database=} and {@code --compressed=} are sizes in MiB, {@code --heap=} is ours */
    BackupBenchmark(Path folder, List<String> args, PrintStream out) {
        this.folder = folder;
        this.out = out;
        boolean quick = args.contains("--quick");
        sizes.put(BackupData.SMALL_FILES, size(args, "--small=", quick ? 40 : 300));
        sizes.put(BackupData.DATABASE, size(args, "--database=", quick ? 100 : 2048));
        sizes.put(BackupData.COMPRESSED, size(args, "--compressed=", quick ? 80 : 512));
        heap = args.stream()
                .filter(argument -> argument.startsWith("--heap="))
                .map(argument -> argument.substring("--heap=".length()))
                .findFirst()
                .orElse("256m");
    }

    void run() throws Exception {
        String binary = System.getenv().getOrDefault("RESTIC", "restic");
        out.println(said(binary, "version").strip() + "; Slipway in a heap of " + heap);
        List<BackupTool> tools = List.of(
                new BackupTool.Slipway(heap),
                new BackupTool.StayingSlipway(BackupWorker.start(folder, heap)),
                new BackupTool.Restic(binary, said(binary, "backup", "--help").contains("--no-scan")));
        Path sample = Files.createDirectories(folder.resolve("sample"));
        BackupData.SMALL_FILES.make(sample, 4L * MEBI);
        BackupData.DATABASE.make(sample, 60L * MEBI);
        for (BackupTool tool : tools) {
            tool.prepare(folder, sample);
        }
        for (Map.Entry<BackupData, Integer> data : sizes.entrySet()) {
            if (data.getValue() > 0) {
                measure(data.getKey(), (long) data.getValue() * MEBI, tools);
            }
        }
        tools.forEach(BackupTool::close);
        delete(folder);
    }

    private void measure(BackupData data, long bytes, List<BackupTool> tools) throws Exception {
        Path source = Files.createDirectories(folder.resolve("source"));
        data.make(source, bytes);
        long size = BackupData.bytes(source);
        out.printf(Locale.ROOT, "%n| %s, %d MiB | ", data.title(), size / MEBI);
        tools.forEach(tool -> out.print(tool.title() + " s | MB/s | peak MiB | "));
        out.println("times as fast | service |");
        out.println("|---|" + "---|".repeat(tools.size() * 4 - 1));
        Map<String, String> repositories = new LinkedHashMap<>();
        for (BackupTool tool : tools) {
            repositories.put(
                    tool.title(), folder.resolve("repository-" + tool.title()).toString());
        }
        String theirs = repositories.get(tools.getLast().title());
        tools.getLast().run(folder, "init", theirs);
        for (BackupTool tool : tools.subList(0, tools.size() - 1)) {
            List<String> init = new ArrayList<>(List.of("init", repositories.get(tool.title())));
            init.addAll(costOfKey(Path.of(theirs)));
            tool.run(folder, init.toArray(String[]::new));
        }
        row(
                "first backup",
                size,
                tools,
                tool -> tool.run(folder, "backup", repositories.get(tool.title()), source.toString()));
        Map<String, Long> stored = stored(repositories);
        row(
                "unchanged",
                size,
                tools,
                tool -> tool.run(folder, "backup", repositories.get(tool.title()), source.toString()));
        data.change(source);
        row(
                "1 % changed",
                size, tools, tool -> tool.run(folder, "backup", repositories.get(tool.title()), source.toString()));
        row("restore", size, tools, tool -> {
            Path target = folder.resolve("target-" + tool.title());
            MeasuredProcess measured =
                    tool.run(folder, "restore", repositories.get(tool.title()), target.toString(), source.toString());
            if (BackupData.bytes(target) != size) {
                throw new IllegalStateException(tool.title() + " has restored something else");
            }
            delete(target);
            return measured;
        });
        row("check, all data", size, tools, tool -> tool.run(folder, "check", repositories.get(tool.title())));
        sizes(stored, stored(repositories));
        judge(tools, repositories);
        for (String repository : repositories.values()) {
            delete(Path.of(repository));
        }
        delete(source);
    }

    /** What restic found right for this machine: the same work for both, each time a passphrase is tried. */
    private static List<String> costOfKey(Path repository) throws IOException {
        try (Stream<Path> keys = Files.list(repository.resolve("keys"))) {
            KeyFile key = KeyFile.parse(Files.readAllBytes(keys.findFirst().orElseThrow()));
            return Stream.of(key.n(), key.r(), key.p()).map(String::valueOf).toList();
        }
    }

    private void row(String name, long bytes, List<BackupTool> tools, Step step) throws Exception {
        out.printf(Locale.ROOT, "| %s | ", name);
        List<Double> seconds = new ArrayList<>();
        for (BackupTool tool : tools) {
            MeasuredProcess measured = step.run(tool);
            seconds.add(measured.seconds());
            out.printf(
                    Locale.ROOT,
                    "%.2f | %.0f | %d | ",
                    measured.seconds(),
                    bytes / 1e6 / measured.seconds(),
                    measured.mebibytes());
        }
        out.println(seconds.subList(0, seconds.size() - 1).stream()
                .map(ours -> String.format(Locale.ROOT, "%.1f |", seconds.getLast() / ours))
                .collect(Collectors.joining(" ")));
    }

    private void sizes(Map<String, Long> first, Map<String, Long> changed) {
        out.println();
        first.forEach((tool, bytes) -> out.printf(
                Locale.ROOT,
                "%s's repository: %.1f MiB after the first backup, %.1f MiB after the changed one%n",
                tool,
                bytes / (double) MEBI,
                changed.get(tool) / (double) MEBI));
    }

    /** The real one has the last word on ours. */
    private void judge(List<BackupTool> tools, Map<String, String> repositories)
            throws IOException, InterruptedException {
        tools.getLast().run(folder, "check", repositories.get(tools.getFirst().title()));
        out.println("restic check --read-data finds nothing wrong in Slipway's repository");
    }

    private static Map<String, Long> stored(Map<String, String> repositories) throws IOException {
        Map<String, Long> stored = new LinkedHashMap<>();
        for (Map.Entry<String, String> repository : repositories.entrySet()) {
            stored.put(repository.getKey(), BackupData.bytes(Path.of(repository.getValue())));
        }
        return stored;
    }

    private static int size(List<String> args, String name, int usual) {
        return args.stream()
                .filter(argument -> argument.startsWith(name))
                .map(argument -> Integer.valueOf(argument.substring(name.length())))
                .findFirst()
                .orElse(usual);
    }

    private static String said(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    /** One command of each tool. */
    private interface Step {
        MeasuredProcess run(BackupTool tool) throws Exception;
    }
}
