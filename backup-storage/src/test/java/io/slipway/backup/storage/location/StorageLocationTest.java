package io.slipway.backup.storage.location;

import java.net.URI;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class StorageLocationTest {
    @Test
    void readsFolders() {
        assertThat(StorageLocation.parse("/srv/backups")).isEqualTo(new StorageLocation.Local(Path.of("/srv/backups")));
        assertThat(StorageLocation.parse("local:/srv/a:b")).isEqualTo(new StorageLocation.Local(Path.of("/srv/a:b")));
        assertThat(StorageLocation.parse("backups/crm")).isEqualTo(new StorageLocation.Local(Path.of("backups/crm")));
        assertThat(StorageLocation.parse("./gs:x")).isEqualTo(new StorageLocation.Local(Path.of("./gs:x")));
    }

    @ParameterizedTest
    @CsvSource({
        "s3:https://s3.example.org/backups/crm/prod, https://s3.example.org, backups, crm/prod",
        "s3:http://127.0.0.1:9000/backups, http://127.0.0.1:9000, backups, ''",
        "s3:s3.amazonaws.com/backups/crm/, https://s3.amazonaws.com, backups, crm",
        "s3:minio:9000/backups/, https://minio:9000, backups, ''"
    })
    void readsBucketsOfS3(String text, URI server, String bucket, String prefix) {
        assertThat(StorageLocation.parse(text)).isEqualTo(new StorageLocation.S3(server, bucket, prefix));
    }

    @ParameterizedTest
    @CsvSource({"gs:backups:/crm/prod, backups, crm/prod", "gs:backups:/, backups, ''", "gs:backups, backups, ''"})
    void readsBucketsOfGoogle(String text, String bucket, String prefix) {
        assertThat(StorageLocation.parse(text)).isEqualTo(new StorageLocation.Gcs(bucket, prefix));
    }

    @ParameterizedTest
    @CsvSource({
        "sftp:backup@nas:/srv/backups/, backup, nas, 22, /srv/backups",
        "sftp:backup@nas:crm, backup, nas, 22, crm",
        "sftp://backup@nas:2222//srv/backups, backup, nas, 2222, /srv/backups",
        "sftp://backup@nas/crm, backup, nas, 22, crm"
    })
    void readsFoldersOnOtherHosts(String text, String user, String host, int port, String folder) {
        assertThat(StorageLocation.parse(text)).isEqualTo(new StorageLocation.Sftp(user, host, port, folder));
    }

    /** What is shown can be typed in again, here and at restic. */
    @ParameterizedTest
    @CsvSource({
        "/srv/backups",
        "s3:https://s3.example.org/backups/crm",
        "gs:backups:/crm",
        "gs:backups:/",
        "sftp:backup@nas:/srv/backups",
        "sftp://backup@nas:2222//srv/backups"
    })
    void writesWhatItReads(String text) {
        assertThat(StorageLocation.parse(text)).hasToString(text);
        assertThat(StorageLocation.parse(StorageLocation.parse(text).toString()))
                .isEqualTo(StorageLocation.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'', write a folder",
        "' /srv', write a folder",
        "'local:', names no folder",
        "s3://backups/crm, whether a server or a bucket comes first",
        "s3:https://s3.example.org, names no bucket",
        "s3:https://s3.example.org/b, names no bucket",
        "s3:https:///backups, names no server",
        "s3:https://s3.example.org/back ups, no address",
        "s3:https://s3.example.org/backups/a//b, two slashes",
        "gs:B, is no bucket",
        "sftp:nas:/srv/backups, sftp:<user>@<host>",
        "sftp://backup:secret@nas//srv, use a key",
        "rest:https://backups.example.org/, is not supported",
        "nfs:/srv/backups, write local:nfs:/srv/backups"
    })
    void saysHowToWriteIt(String text, String advice) {
        assertThatThrownBy(() -> StorageLocation.parse(text))
                .isInstanceOf(LocationException.class)
                .hasMessageContaining(advice);
    }

    @Test
    void showsNoSecrets() {
        assertThatThrownBy(() -> StorageLocation.parse("s3:https://key:secret@s3.example.org/backups"))
                .hasMessageContaining("AWS_SECRET_ACCESS_KEY")
                .hasMessageNotContaining("secret@");
        assertThat(new StorageSettings.S3Access(null, null, null, "key", "hidden").toString())
                .doesNotContain("hidden");
        assertThatThrownBy(() -> new StorageSettings.S3Access(null, null, null, "key", null))
                .hasMessageContaining("together");
    }
}
