package io.slipway.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Where the server's processor time went, by groups of threads, from a flight recording of it. */
final class Profile {
    private static final String SAMPLE = "jdk.ExecutionSample";

    private Profile() {}

    /** The flag that makes a JVM write a recording when it ends. */
    static String flag(Path recording) {
        return "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=" + recording;
    }

    /** Prints a table of the groups of threads, the largest share first. */
    static void print(Path recording, PrintStream out) throws IOException {
        Map<String, Integer> samples = new HashMap<>();
        int all = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals(SAMPLE)) {
                    samples.merge(group(event.getThread("sampledThread")), 1, Integer::sum);
                    all++;
                }
            }
        }
        out.println();
        out.println("| threads | share of samples |");
        out.println("|---|---|");
        int total = all;
        samples.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
                .forEach(group -> out.printf(
                        Locale.ROOT, "| %s | %.0f %% |%n", group.getKey(), 100.0 * group.getValue() / total));
    }

    private static String group(RecordedThread thread) {
        String name = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
        if (name.startsWith("slipway-")) {
            return "hosts: decide, write, commit";
        }
        if (name.startsWith("KafkaConsumerDestination")) {
            return "edges: Spring Cloud Stream's listeners";
        }
        if (name.startsWith("kafka-producer-network-thread")) {
            return "producers: network";
        }
        if (name.startsWith("data-plane-kafka")
                || name.contains("coordinator")
                || name.startsWith("TxnMarker")
                || name.startsWith("AddPartitionsToTxn")
                || name.startsWith("kafka-")
                || name.startsWith("quorum-")
                || name.contains("raft")) {
            return "broker";
        }
        if (name.equals("events") || name.equals("views") || name.startsWith("replies-")) {
            return "readers of events, documents and replies";
        }
        return "other: workers, HTTP, housekeeping";
    }
}
