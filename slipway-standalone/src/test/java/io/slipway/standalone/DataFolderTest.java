package io.slipway.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataFolderTest {
    @TempDir
    Path temp;

    @Test
    void belongsToOneProcessAtATime() {
        try (DataFolder first = DataFolder.open(temp.resolve("data"))) {
            assertThatThrownBy(() -> DataFolder.open(first.path()))
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContaining("another Slipway is running")
                    .hasMessageContaining("SLIPWAY_DATA");
        }
        DataFolder.open(temp.resolve("data")).close();
    }

    @Test
    void isRefusedWhenANewerSlipwayWroteIt() throws IOException {
        Path folder = Files.createDirectories(temp.resolve("data"));
        Files.writeString(folder.resolve("layout"), "2\n");
        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("layout 2");
    }

    @Test
    void isReadableByItsOwnerOnly() throws IOException {
        try (DataFolder data = DataFolder.open(temp.resolve("data"))) {
            assertThat(Files.getPosixFilePermissions(data.path())).hasSize(3);
        }
    }
}
