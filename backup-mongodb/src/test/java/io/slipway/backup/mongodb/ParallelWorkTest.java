package io.slipway.backup.mongodb;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import com.mongodb.MongoException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ParallelWorkTest {
    @Test
    void everythingIsDoneWhenItReturns() throws IOException {
        AtomicInteger done = new AtomicInteger();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tasks.add(done::incrementAndGet);
        }
        ParallelWork.run("test", 3, tasks);
        assertThat(done).hasValue(50);
    }

    @Test
    void theFirstFailureEndsTheOthersAndNoneWorksOn() {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Callable<Object> patient = () -> {
            try {
                waiting.countDown();
                new CountDownLatch(1).await();
                return "never";
            } finally {
                ended.set(true);
            }
        };
        Callable<Object> failing = () -> {
            waiting.await();
            throw new IOException("the disk is full");
        };
        assertThatThrownBy(() -> ParallelWork.run("test", 2, List.of(patient, failing)))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is full");
        assertThat(ended).isTrue();
    }

    @Test
    void anInterruptIsPassedOnAndStays() {
        Callable<Object> patient = () -> {
            new CountDownLatch(1).await();
            return "never";
        };
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> ParallelWork.run("test", 1, List.of(patient)))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatTheServerSaysIsInTheMessage() {
        Callable<Object> failing = () -> {
            throw new MongoException("not authorized on crm");
        };
        assertThatThrownBy(() -> ParallelWork.run("test", 1, List.of(failing)))
                .isInstanceOf(MongoBackupException.class)
                .hasMessage("MongoDB: not authorized on crm");
    }
}
