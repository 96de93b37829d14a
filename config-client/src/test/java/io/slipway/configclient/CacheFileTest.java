package io.slipway.configclient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class CacheFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        CacheFile cache = new CacheFile(folder.resolve("a/b.cache"), "shop/production//");
        assertThat(cache.read()).isEmpty();

        cache.write("7.r1", known());
        cache.write("8.r2", known());

        CacheFile.Content content = cache.read().orElseThrow();
        assertThat(content.cursor()).isEqualTo("8.r2");
        assertThat(content.known()).isEqualTo(known());
        assertThat(ValuesJson.hash(content.values())).isEqualTo(ValuesJson.hash(known().values()));
        try (var files = Files.list(folder.resolve("a"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path file = folder.resolve("b.cache");
        new CacheFile(file, "t").write(null, known());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void oneWrongOrMissingByteIsFound() throws IOException {
        Path file = folder.resolve("c.cache");
        CacheFile cache = new CacheFile(file, "t");
        cache.write("1.x", known());
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x20;
            Files.write(file, bad);
            assertThatThrownBy(cache::read).as("byte " + i).isInstanceOf(IOException.class);
            Files.write(file, Arrays.copyOf(good, i));
            assertThatThrownBy(cache::read).as("length " + i).isInstanceOf(IOException.class);
        }
    }

    @Test
    void somebodyElsesIsNotUsed() throws IOException {
        Path file = folder.resolve("d.cache");
        new CacheFile(file, "shop/staging//").write(null, known());

        assertThatThrownBy(() -> new CacheFile(file, "shop/production//").read())
                .hasMessageContaining("is of shop/staging// and not of shop/production//");
    }

    private static Known known() {
        SortedMap<String, JsonNode> values = new TreeMap<>();
        ValuesJson.MAPPER
                .readTree("{\"a\":1.00,\"b\":\"\\u00e4\\u2028\",\"c\":12345678901234567890,\"d\":null,\"e\":[]}")
                .properties()
                .forEach(value -> values.put(value.getKey(), value.getValue()));
        return new Known("r", "h", values);
    }
}
