package io.slipway.kit.command;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.slipway.events.CommandReply;
import io.slipway.events.Envelope;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.MessageCatalogue;
import io.slipway.kit.kafka.RecordHeaders;

import static org.assertj.core.api.Assertions.assertThat;

class RepliesTest {
    private static final long LONG = 60_000;

    private final Replies replies = new Replies(2);

    @Test
    void aReplyReachesTheSubmissionItAnswersAndNoOtherOfTheSameCommand() {
        CompletableFuture<CommandReply> first = replies.expect("s1", LONG);
        CompletableFuture<CommandReply> second = replies.expect("s2", LONG);

        CommandReply reply = take("c1", "s2", null);

        assertThat(second).isCompletedWithValue(reply);
        assertThat(first).isNotDone();
        assertThat(replies.waiting()).isEqualTo(1);
    }

    @Test
    void theFirstReplyToACommandIsTheOneThatIsFound() {
        CommandReply first = take("c1", "s1", null);
        take("c1", "s2", "conflict");

        assertThat(replies.find("c1")).contains(first);
    }

    @Test
    void aConflictIsNotTheReplyToTheCommandThatHadTheId() {
        take("c1", "s2", "conflict");

        assertThat(replies.find("c1")).isEmpty();
    }

    @Test
    void onlyTheNewestRepliesAreRemembered() {
        take("c1", null, null);
        take("c2", null, null);
        take("c3", null, null);

        assertThat(replies.find("c1")).isEmpty();
        assertThat(replies.find("c2")).isPresent();
        assertThat(replies.find("c3")).isPresent();
    }

    @Test
    void nobodyWaitsForEver() {
        CompletableFuture<CommandReply> waiting = replies.expect("s1", 1);

        assertThat(waiting)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withCauseInstanceOf(TimeoutException.class);
        assertThat(replies.waiting()).isZero();
    }

    private CommandReply take(String commandId, @Nullable String submission, @Nullable String duplicate) {
        CommandReply reply = new CommandReply(commandId, duplicate == null, null, 0, null);
        Envelope<CommandReply> envelope = new Envelope<>(
                "r-" + commandId,
                URI.create("/test"),
                MessageCatalogue.typeOf(CommandReply.class),
                commandId,
                Instant.EPOCH,
                "correlation",
                commandId,
                "ada",
                null,
                reply);
        Headers headers = CloudEventCodec.headers(envelope);
        if (submission != null) {
            RecordHeaders.set(headers, RecordHeaders.SUBMISSION, submission);
        }
        if (duplicate != null) {
            RecordHeaders.set(headers, RecordHeaders.DUPLICATE, duplicate);
        }
        replies.take(new ConsumerRecord<>(
                "replies",
                0,
                0,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                commandId,
                CloudEventCodec.value(envelope),
                headers,
                Optional.empty()));
        return reply;
    }
}
