package io.slipway.backupservice.work;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import io.slipway.backup.mongodb.oplog.MongoOplogSource;
import io.slipway.backup.mongodb.oplog.OplogSlicer;
import io.slipway.backup.mongodb.oplog.SliceResult;
import io.slipway.backup.mongodb.oplog.SliceSnapshots;
import io.slipway.backup.mongodb.oplog.SlicerSettings;
import io.slipway.backup.mongodb.oplog.Timeline;
import io.slipway.backup.repository.Repository;
import io.slipway.backupservice.repository.Repositories;
import io.slipway.backupservice.secrets.Secrets;
import io.slipway.events.backup.BackupCommand;
import io.slipway.events.backup.policy.BackupPolicy;
import io.slipway.events.backup.policy.BackupSource;
import io.slipway.events.backup.task.OplogTask;
import io.slipway.kit.task.TaskContext;
import io.slipway.kit.task.TaskFailedException;
import io.slipway.kit.task.TaskHandler;

/** Stores slices of oplogs, one after the other, until its time is over. */
public final class OplogHandler implements TaskHandler<OplogTask, OplogTask.Output> {
    private final Repositories repositories;
    private final Secrets secrets;
    private final OplogReports reports;
    private final InstantSource clock;

    public OplogHandler(Repositories repositories, Secrets secrets, OplogReports reports, InstantSource clock) {
        this.repositories = repositories;
        this.secrets = secrets;
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public String type() {
        return OplogTask.TYPE;
    }

    @Override
    public Class<OplogTask> inputType() {
        return OplogTask.class;
    }

    /** One database whose oplog is stored. */
    private record Watched(BackupSource.Mongodb source, MongoClient client, OplogSlicer slicer, SlicerSettings settings)
            implements AutoCloseable {
        @Override
        public void close() {
            client.close();
        }
    }

    @Override
    public OplogTask.Output run(OplogTask task, TaskContext context) throws TaskFailedException, InterruptedException {
        // Two that write slices at once would write the same ones twice.
        context.awaitClaim();
        return RepositoryWork.of(() -> {
            List<Watched> watched = new ArrayList<>();
            try (Repository repository = repositories.openOrCreate(task.policy())) {
                for (BackupSource source : task.policy().sources()) {
                    if (source instanceof BackupSource.Mongodb mongodb && mongodb.oplog() != null) {
                        watched.add(watch(repository, task, mongodb, mongodb.oplog()));
                    }
                }
                return store(task, watched, context);
            } catch (MongoInterruptedException e) {
                throw e;
            } catch (MongoException e) {
                throw new IOException("the server cannot be asked: " + e.getMessage(), e);
            } finally {
                close(watched);
            }
        });
    }

    /** A client that is closed by a thread that was interrupted throws, and stays open. */
    private static void close(List<Watched> watched) {
        boolean interrupted = Thread.interrupted();
        watched.forEach(Watched::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Watched watch(Repository repository, OplogTask task, BackupSource.Mongodb source, Duration span)
            throws IOException {
        MongoClient client = MongoClients.create(secrets.get(source.uri()));
        MongoOplogSource oplog = new MongoOplogSource(client);
        if (!oplog.exists()) {
            client.close();
            throw new IllegalArgumentException("the server of " + source.name()
                    + " is no replica set and has no oplog; take oplog out of the policy, or make it one");
        }
        SlicerSettings settings =
                new SlicerSettings(span, SlicerSettings.DEFAULT.bytes(), SlicerSettings.DEFAULT.patience());
        SliceSnapshots store = new SliceSnapshots(repository, task.application(), tags(task, source), clock);
        return new Watched(source, client, new OplogSlicer(oplog, store, settings, clock), settings);
    }

    private static List<String> tags(OplogTask task, BackupSource.Mongodb source) {
        BackupPolicy policy = task.policy();
        return List.of(
                "application=" + task.application(),
                "environment=" + policy.environment(),
                "policy=" + policy.name(),
                "source=" + source.name());
    }

    private OplogTask.Output store(OplogTask task, List<Watched> watched, TaskContext context)
            throws IOException, InterruptedException {
        Instant end = clock.instant().plus(task.length());
        int slices = 0;
        long entries = 0;
        while (clock.instant().isBefore(end)) {
            Instant begin = clock.instant();
            boolean more = false;
            for (Watched one : watched) {
                SliceResult result = one.slicer().slice();
                switch (result) {
                    case SliceResult.Sliced sliced -> {
                        slices++;
                        entries += sliced.slice().entries();
                        more |= sliced.slice().bytes() >= one.settings().bytes();
                        stored(task, one, sliced);
                        context.progress(
                                one.source().name() + ": any moment until "
                                        + sliced.slice().to().time().instant(),
                                null);
                    }
                    case SliceResult.NothingNew _ -> {}
                    case SliceResult.OplogLost lost -> lost(task, one, lost, context);
                }
            }
            if (!more) {
                pause(watched, begin, end);
            }
        }
        return new OplogTask.Output(slices, entries);
    }

    private void stored(OplogTask task, Watched one, SliceResult.Sliced sliced) throws InterruptedException {
        reports.send(new BackupCommand.ReportOplogSlice(
                task.application(),
                task.policy().name(),
                task.run(),
                one.source().name(),
                sliced.timeline().start().time().instant(),
                sliced.slice().to().time().instant(),
                sliced.slice().entries()));
    }

    /** What is gone is gone; what comes from now on is stored all the same. */
    private void lost(OplogTask task, Watched one, SliceResult.OplogLost lost, TaskContext context)
            throws IOException, InterruptedException {
        context.log(one.source().name() + ": " + lost.message());
        Timeline timeline = one.slicer().begin(lost.message());
        context.log(one.source().name() + ": a new timeline begins at "
                + timeline.start().time().instant());
        reports.send(new BackupCommand.ReportOplogLoss(
                task.application(),
                task.policy().name(),
                task.run(),
                one.source().name(),
                lost.end().time().instant(),
                lost.message()));
    }

    private void pause(List<Watched> watched, Instant begin, Instant end) throws InterruptedException {
        Instant next = watched.stream()
                .map(one -> begin.plus(one.settings().span()))
                .min(Instant::compareTo)
                .orElse(end);
        @Nullable Duration left = Duration.between(clock.instant(), next.isBefore(end) ? next : end);
        if (!left.isNegative()) {
            TimeUnit.MILLISECONDS.sleep(left.toMillis());
        }
    }
}
