package io.slipway.deploy.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

import io.slipway.events.deploy.task.VerifyTask.Verdict;

/** Lets a test hold the work of an application, and say how it is judged. */
final class Holds {
    private static final Map<String, CountDownLatch> HELD = new ConcurrentHashMap<>();
    private static final Map<String, Verdict> VERDICTS = new ConcurrentHashMap<>();

    private Holds() {}

    /** From now on each build of the application waits. */
    static void hold(String application) {
        HELD.put(application, new CountDownLatch(1));
    }

    static void letGo(String application) {
        HELD.remove(application).countDown();
    }

    static void judge(String application, Verdict verdict) {
        VERDICTS.put(application, verdict);
    }

    static void await(String application) throws InterruptedException {
        CountDownLatch latch = HELD.get(application);
        if (latch != null) {
            latch.await();
        }
    }

    static Verdict verdict(String application) {
        return VERDICTS.getOrDefault(application, Verdict.PASSED);
    }
}
