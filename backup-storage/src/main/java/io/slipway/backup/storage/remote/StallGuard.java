package io.slipway.backup.storage.remote;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends a download when nothing comes for too long: the JDK's HTTP client waits for the body of an answer for ever. */
public final class StallGuard extends FilterInputStream {
    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("storage-stall-guard").unstarted(task));

    private final Duration silence;
    private volatile boolean stalled;

    public StallGuard(InputStream stream, Duration silence) {
        super(stream);
        this.silence = silence;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Future<?> alarm = TIMER.schedule(this::giveUp, silence.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            if (stalled) {
                throw new SocketTimeoutException("nothing came for " + silence.toSeconds() + " s");
            }
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    private void giveUp() {
        stalled = true;
        try {
            super.close();
        } catch (IOException _) {
            // Who reads hears of it.
        }
    }
}
