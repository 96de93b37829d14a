package io.slipway.backup.storage.gcs;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.slipway.backup.repository.WorkListener;
import io.slipway.backup.repository.prune.PruneOptions;
import io.slipway.backup.repository.prune.PruneReport;
import io.slipway.backup.restic.ResticRepository;
import io.slipway.backup.restic.TestBackups;
import io.slipway.backup.storage.FileType;
import io.slipway.backup.storage.RetentionContract;
import io.slipway.backup.storage.Samples;
import io.slipway.backup.storage.Storage;
import io.slipway.backup.storage.StoredFile;
import io.slipway.backup.storage.remote.Retention;
import io.slipway.google.AccessTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Retention of objects, enforced by a server of our own. */
final class GcsRetentionIT extends RetentionContract {
    private final LocalGcs server = new LocalGcs(clock);

    GcsRetentionIT() {
        server.createBucket("backups", Duration.ZERO);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** With nothing but a token, past all that we do by ourselves. */
    @Test
    void whoStealsATokenDestroysNothing() throws Exception {
        Retention month = new Retention(Retention.Mode.COMPLIANCE, Duration.ofDays(30));
        try (Storage storage = open(month);
                HttpClient thief = HttpClient.newHttpClient()) {
            StoredFile pack = Samples.random(1, 10).saveTo(storage, FileType.PACK);
            String object = "/storage/v1/b/backups/o/" + GcsClient.encoded("crm/" + pack.path());

            assertRefused(thief, request(object).DELETE(), "retentionPolicyNotMet");
            assertRefused(
                    thief,
                    request("/upload/storage/v1/b/backups/o?uploadType=media&name="
                                    + GcsClient.encoded("crm/" + pack.path()))
                            .POST(HttpRequest.BodyPublishers.ofString("nothing")),
                    "retentionPolicyNotMet");
            String sooner = "{\"retention\":{\"mode\":\"Locked\",\"retainUntilTime\":\""
                    + clock.instant().plusSeconds(60) + "\"}}";
            assertRefused(
                    thief,
                    request(object + "?overrideUnlockedRetention=true")
                            .method("PATCH", HttpRequest.BodyPublishers.ofString(sooner)),
                    "forbidden");
            assertThat(storage.read(pack)).isEqualTo(Samples.random(1, 10).bytes());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path))
                .header("Authorization", "Bearer " + LocalGcs.TOKEN);
    }

    private static void assertRefused(HttpClient client, HttpRequest.Builder request, String reason) throws Exception {
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains(reason);
    }

    /** Its locks stay as well, and do no harm once they are old. */
    @Test
    void aBucketThatIsRetainedAsAWholeCanBeBackedUpTo() throws Exception {
        server.createBucket("retained", Duration.ofDays(7));
        try (Storage storage = open("retained", null);
                ResticRepository repository = ResticRepository.create(storage, TestBackups.PASSPHRASE, options)) {
            backUp(repository, "one", 1);
            backUp(repository, "two", 2);
            PruneReport report = repository.prune(PruneOptions.DEFAULT, WorkListener.NONE);
            assertThat(report.packsMarked()).isZero();
            clock.step(Duration.ofHours(1));
            repository.prune(PruneOptions.DEFAULT.withGrace(Duration.ZERO), WorkListener.NONE);
            assertThat(Samples.list(storage, FileType.LOCK)).hasSize(4);
        }
    }

    @Override
    protected Storage open(Retention retention) throws IOException {
        return open("backups", retention);
    }

    private Storage open(String bucket, @Nullable Retention retention) throws IOException {
        return new GcsStorage(
                        new GcsSettings(
                                server.address(), bucket, "crm", AccessTokens.given(LocalGcs.TOKEN), null, retention),
                        clock)
                .checked();
    }
}
