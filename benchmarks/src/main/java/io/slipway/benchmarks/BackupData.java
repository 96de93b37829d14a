package io.slipway.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What is backed up: made of a seed, so that it is the same everywhere. */
enum BackupData {
    /** Source code: files of 8 KiB on average in folders of 40, of words that come again and again. */
    SMALL_FILES("many small files") {
        @Override
        void make(Path folder, long bytes) throws IOException {
            Random random = new Random(1);
            long left = bytes;
            for (int i = 0; left > 0; i++) {
                Path file = folder.resolve("module-" + i / 1600 + "/package-" + i / 40 + "/File" + i + ".java");
                Files.createDirectories(file.getParent());
                byte[] content = words(random, 500 + random.nextInt(15_500));
                Files.write(file, content);
                left -= content.length;
            }
        }

        @Override
        void change(Path folder) throws IOException {
            changeFiles(folder, 100);
        }
    },
    /** Records of a database in one file: fields of which some are words, some numbers, and some as good as random. */
    DATABASE("a database's file") {
        @Override
        void make(Path folder, long bytes) throws IOException {
            Random random = new Random(2);
            long written = 0;
            try (OutputStream out = Files.newOutputStream(folder.resolve("collection.bson"))) {
                for (int id = 0; written < bytes; id++) {
                    byte[] records = records(random, id);
                    out.write(records);
                    written += records.length;
                }
            }
        }

        /** Twenty runs of records are replaced. */
        @Override
        void change(Path folder) throws IOException {
            Random random = new Random(4);
            Path file = folder.resolve("collection.bson");
            long length = Files.size(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                for (int i = 0; i < 20; i++) {
                    long at = length / 20 * i;
                    for (long done = 0; done < length / 2000; ) {
                        done += channel.write(ByteBuffer.wrap(records(random, 1_000_000 + i)), at + done);
                    }
                }
            }
        }
    },
    /** What is compressed already: files of 8 MiB of random bytes. */
    COMPRESSED("compressed already") {
        @Override
        void make(Path folder, long bytes) throws IOException {
            Random random = new Random(3);
            for (int i = 0; i < Math.max(1, bytes / COMPRESSED_FILE); i++) {
                byte[] content = new byte[COMPRESSED_FILE];
                random.nextBytes(content);
                Files.write(folder.resolve("image-" + i + ".jpg"), content);
            }
        }

        @Override
        void change(Path folder) throws IOException {
            changeFiles(folder, 100);
        }
    };

    private static final int COMPRESSED_FILE = 8 << 20;
    private static final int BATCH = 64 << 10;
    private static final String[] WORDS = words();

    private final String title;

    BackupData(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    abstract void make(Path folder, long bytes) throws IOException;

    /** Changes one percent. */
    abstract void change(Path folder) throws IOException;

    static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(BackupData::size)
                    .sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every so many-th file gets other content of the same length. */
    private static void changeFiles(Path folder, int each) throws IOException {
        Random random = new Random(5);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (int i = 0; i < files.size(); i += each) {
            byte[] content = new byte[(int) Files.size(files.get(i))];
            random.nextBytes(content);
            Files.write(files.get(i), content);
        }
    }

    private static byte[] words(Random random, int length) {
        StringBuilder text = new StringBuilder(length + 20);
        while (text.length() < length) {
            text.append(WORDS[(int) (WORDS.length * Math.pow(random.nextDouble(), 3))]);
            text.append(random.nextInt(8) == 0 ? ";\n    " : " ");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] records(Random random, int first) {
        StringBuilder text = new StringBuilder(BATCH + 1000);
        for (int i = 0; text.length() < BATCH; i++) {
            text.append("{\"_id\":\"")
                    .append(Long.toHexString(random.nextLong()))
                    .append("\",\"number\":");
            text.append(first * 100L + i).append(",\"customer\":\"");
            text.append(new String(words(random, 20), StandardCharsets.UTF_8)).append("\",\"total\":");
            text.append(random.nextInt(100_000)).append(",\"note\":\"");
            text.append(new String(words(random, 60 + random.nextInt(200)), StandardCharsets.UTF_8))
                    .append("\"}\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String[] words() {
        Random random = new Random(0);
        String[] words = new String[4000];
        for (int i = 0; i < words.length; i++) {
            StringBuilder word = new StringBuilder();
            for (int letters = 2 + random.nextInt(9); letters > 0; letters--) {
                word.append((char) ('a' + random.nextInt(26)));
            }
            words[i] = word.toString();
        }
        return words;
    }
}
