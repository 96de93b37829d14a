package io.slipway.deploy.rollout.process;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks after what runs, every few seconds: what died is started again. */
public final class Supervision implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);

    private final ProcessDriver driver;
    private final Duration interval;
    private volatile @Nullable Thread thread;

    public Supervision(ProcessDriver driver, Duration interval) {
        this.driver = driver;
        this.interval = interval;
    }

    @Override
    public void start() {
        thread = Thread.ofVirtual().name("process-supervision").start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (isRunning()) {
            try {
                Thread.sleep(interval);
                driver.superviseOnce(LOG::warn);
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                LOG.error("the supervision of processes failed; trying again", e);
            }
        }
    }
}
