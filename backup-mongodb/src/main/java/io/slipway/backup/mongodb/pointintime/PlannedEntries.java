package io.slipway.backup.mongodb.pointintime;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.slipway.backup.mongodb.archive.BsonStream;
import io.slipway.backup.mongodb.oplog.OplogEntry;
import io.slipway.backup.mongodb.oplog.OplogTime;
import io.slipway.backup.mongodb.oplog.Slice;
import io.slipway.backup.mongodb.oplog.Timeline;

/** Of the base's own oplog, where it has one, and of the slices after it. A slice is compared with its checksum before it is used. */
final class PlannedEntries implements Entries {
    private final RecoveryPlan plan;
    private final Slices store;
    private final @Nullable Opener oplogOfBase;

    /** Opens {@code oplog.bson}. */
    interface Opener {
        InputStream open() throws IOException;
    }

    /** Opens a slice. */
    interface Slices {
        InputStream open(Timeline timeline, Slice slice) throws IOException;
    }

    PlannedEntries(RecoveryPlan plan, Slices store, @Nullable Opener oplogOfBase) {
        this.plan = plan;
        this.store = store;
        this.oplogOfBase = oplogOfBase;
    }

    @Override
    public void forEach(Receiver receiver) throws IOException {
        Pass pass = new Pass(receiver);
        if (oplogOfBase != null) {
            try (InputStream in = oplogOfBase.open()) {
                pass.read(in);
            }
        }
        for (Slice slice : plan.slices()) {
            if (pass.ended) {
                return;
            }
            pass.read(new ByteArrayInputStream(checked(slice)));
        }
    }

    private byte[] checked(Slice slice) throws IOException {
        try (InputStream in = store.open(plan.timeline(), slice)) {
            byte[] bytes = in.readAllBytes();
            if (bytes.length != slice.bytes() || !slice.matches(bytes)) {
                throw new IOException("the slice " + slice + " of the oplog is damaged: its checksum is another one");
            }
            return bytes;
        }
    }

    private final class Pass {
        private final Receiver receiver;
        private OplogTime last = new OplogTime(0, 0);
        private boolean ended;

        Pass(Receiver receiver) {
            this.receiver = receiver;
        }

        void read(InputStream in) throws IOException {
            BsonStream stream = new BsonStream(new BufferedInputStream(in, 1 << 16));
            while (!ended && stream.next()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("stopped after the entry " + last + " of the oplog");
                }
                byte[] copy = Arrays.copyOf(stream.buffer(), stream.length());
                OplogEntry entry = OplogEntry.of(copy, 0, copy.length);
                OplogTime time = entry.time();
                if (!plan.target().includes(time)) {
                    ended = true;
                } else if (time.isAfter(last) && !time.isBefore(plan.base().from())) {
                    receiver.accept(entry);
                    last = time;
                }
            }
        }
    }
}
