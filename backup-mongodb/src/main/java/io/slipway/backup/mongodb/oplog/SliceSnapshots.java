package io.slipway.backup.mongodb.oplog;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.content.ChunkedContentSaver;
import io.slipway.backup.content.ContentSaver;
import io.slipway.backup.content.SavedContent;
import io.slipway.backup.repository.BlobSink;
import io.slipway.backup.repository.ObjectId;
import io.slipway.backup.repository.Repository;
import io.slipway.backup.repository.Snapshot;
import io.slipway.backup.repository.StoredSnapshot;
import io.slipway.backup.repository.Upload;
import io.slipway.backup.tree.Node;
import io.slipway.backup.tree.TreeBrowser;
import io.slipway.backup.tree.VirtualTree;

/**
 * Slices as snapshots with the tag {@code kind=oplog}. Each snapshot holds all slices of its timeline that ended in the same
 * hour so far, which costs no space, since it names the blobs of the earlier ones: so the snapshot before it is superfluous as
 * soon as it is there ({@link OplogRetention}), and what remains is one for each hour.
 */
public final class SliceSnapshots implements SliceStore {
    /** The tag that tells these snapshots from all others. */
    public static final String KIND = "kind=oplog";

    static final String TIMELINE_TAG = "timeline=";

    private final Repository repository;
    private final List<String> tags;
    private final String path;
    private final InstantSource clock;
    private final Map<ObjectId, Timeline> read = new HashMap<>();

    /** How content gets into an upload. */
    interface Savers {
        ContentSaver of(BlobSink sink);
    }

    private final Savers savers;

    /**
     * @param application its name is in the snapshot's path, {@code /mongodb/<application>/oplog}
     * @param tags all that slices of this source have and those of others have not, such as {@code application=crm},
     *     {@code environment=production}, {@code source=database}
     */
    public SliceSnapshots(Repository repository, String application, List<String> tags, InstantSource clock) {
        this(repository, application, tags, clock, sink -> ChunkedContentSaver.of(repository, sink));
    }

    SliceSnapshots(Repository repository, String application, List<String> tags, InstantSource clock, Savers savers) {
        this.repository = repository;
        this.tags = List.copyOf(tags);
        this.path = "/mongodb/" + application + "/oplog";
        this.clock = clock;
        this.savers = savers;
    }

    @Override
    public synchronized List<Timeline> timelines() throws IOException {
        Map<String, Timeline> timelines = new TreeMap<>();
        for (StoredSnapshot stored : snapshots()) {
            Timeline part = timeline(stored);
            timelines.merge(part.id(), part, SliceSnapshots::merged);
        }
        return List.copyOf(timelines.values());
    }

    private static Timeline merged(Timeline one, Timeline other) {
        Set<Slice> slices = new LinkedHashSet<>(one.slices());
        slices.addAll(other.slices());
        return with(
                one,
                slices.stream()
                        .sorted(Comparator.comparing(slice -> slice.from().time()))
                        .toList());
    }

    private static Timeline with(Timeline timeline, List<Slice> slices) {
        return new Timeline(timeline.id(), timeline.replicaSet(), timeline.start(), timeline.reason(), slices);
    }

    private List<StoredSnapshot> snapshots() throws IOException {
        return repository.snapshots().stream()
                .filter(stored -> stored.snapshot().tags().contains(KIND))
                .filter(stored -> stored.snapshot().tags().containsAll(tags))
                .toList();
    }

    private Timeline timeline(StoredSnapshot stored) throws IOException {
        Timeline known = read.get(stored.id());
        if (known != null) {
            return known;
        }
        try (InputStream in = browser(stored).open(TimelineFile.PATH)) {
            Timeline timeline = TimelineFile.read(in.readAllBytes());
            read.put(stored.id(), timeline);
            return timeline;
        } catch (IOException e) {
            throw new IOException("snapshot " + stored.id().brief() + " of the oplog: " + e.getMessage(), e);
        }
    }

    private TreeBrowser browser(StoredSnapshot stored) {
        return new TreeBrowser(repository, stored.snapshot().tree());
    }

    @Override
    public synchronized void begin(Timeline timeline) throws IOException {
        save(with(timeline, List.of()), null, null, new byte[0]);
    }

    @Override
    public synchronized void save(Timeline timeline, Slice slice, byte[] content) throws IOException {
        StoredSnapshot predecessor = newestOf(timeline.id(), hour(slice)).orElse(null);
        List<Slice> slices = new ArrayList<>();
        if (predecessor != null) {
            slices.addAll(timeline(predecessor).slices());
        }
        if (!slices.contains(slice)) {
            slices.add(slice);
        }
        save(with(timeline, slices), predecessor, slice, content);
    }

    private static Instant hour(Slice slice) {
        return slice.to().time().instant().truncatedTo(ChronoUnit.HOURS);
    }

    /** The one of that hour that has the most. */
    private Optional<StoredSnapshot> newestOf(String timeline, Instant hour) throws IOException {
        StoredSnapshot newest = null;
        int most = 0;
        for (StoredSnapshot stored : snapshots()) {
            if (stored.snapshot().tags().contains(TIMELINE_TAG + timeline)) {
                List<Slice> slices = timeline(stored).slices();
                if (slices.size() > most && hour(slices.getFirst()).equals(hour)) {
                    newest = stored;
                    most = slices.size();
                }
            }
        }
        return Optional.ofNullable(newest);
    }

    private void save(Timeline part, @Nullable StoredSnapshot predecessor, @Nullable Slice added, byte[] content)
            throws IOException {
        try (Upload upload = repository.upload()) {
            ContentSaver saver = savers.of(upload);
            Instant modified = part.next().time().instant();
            VirtualTree tree = new VirtualTree();
            tree.file(TimelineFile.PATH, saver.save(new ByteArrayInputStream(TimelineFile.write(part))), modified);
            for (Slice slice : part.slices()) {
                SavedContent saved = slice.equals(added) || predecessor == null
                        ? saver.save(new ByteArrayInputStream(content))
                        : saved(predecessor, slice);
                tree.file(slice.path(), saved, slice.to().time().instant());
            }
            StoredSnapshot stored = upload.finish(snapshot(part, predecessor, tree.save(upload)));
            read.put(stored.id(), part);
        }
    }

    private SavedContent saved(StoredSnapshot predecessor, Slice slice) throws IOException {
        Node node = browser(predecessor).node(slice.path());
        return new SavedContent(node.blobs(), node.size());
    }

    private Snapshot snapshot(Timeline part, @Nullable StoredSnapshot predecessor, ObjectId tree) {
        List<String> all = new ArrayList<>(tags);
        all.add(KIND);
        all.add(TIMELINE_TAG + part.id());
        return new Snapshot(
                clock.instant().atOffset(ZoneOffset.UTC),
                predecessor == null ? null : predecessor.id(),
                tree,
                List.of(path),
                "slipway",
                "slipway",
                0,
                0,
                List.of(),
                all,
                null,
                "slipway 0.1.0",
                null);
    }

    @Override
    public synchronized InputStream open(Timeline timeline, Slice slice) throws IOException {
        for (StoredSnapshot stored : snapshots()) {
            Timeline part = timeline(stored);
            if (part.id().equals(timeline.id()) && part.slices().contains(slice)) {
                return browser(stored).open(slice.path());
            }
        }
        throw new FileNotFoundException("no snapshot has the slice " + slice + " of the timeline " + timeline.id());
    }

    /** What each snapshot of this source holds, for {@link OplogRetention}. */
    public synchronized Map<ObjectId, Timeline> parts() throws IOException {
        Map<ObjectId, Timeline> parts = new HashMap<>();
        for (StoredSnapshot stored : snapshots()) {
            parts.put(stored.id(), timeline(stored));
        }
        return parts;
    }
}
