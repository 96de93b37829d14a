package io.slipway.kit.host;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.Envelope;
import io.slipway.events.Message;
import io.slipway.events.json.CloudEventCodec;
import io.slipway.events.json.UndecodableException;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.kafka.RecordHeaders;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * A command as it came.
 *
 * @param key id of the aggregate
 * @param envelope data is a command of the aggregate or a {@link TaskReport}
 * @param body the data in bytes
 * @param submission see {@link RecordHeaders#SUBMISSION}
 */
record Incoming(
        String key,
        Envelope<Command> envelope,
        byte[] body,
        @Nullable String submission) {
    private static final int SUBMISSION_LIMIT = 100;

    /** @throws UndecodableException when it is not a command for this kind of aggregate */
    static Incoming read(ConsumerRecord<byte[], byte[]> record, Class<? extends Command> commandType) {
        String key = key(record.key());
        Envelope<Message> envelope = decode(record);
        Message message = envelope.data();
        if (!(message instanceof Command command)
                || !(commandType.isInstance(message) || message instanceof TaskReport)) {
            throw new UndecodableException(envelope.type() + " is not a command for this topic");
        }
        return new Incoming(key, envelope.withData(command), record.value(), submission(record.headers()));
    }

    /** Absent when it is not one that a gateway makes: it is copied to the reply, which must not grow with it. */
    static @Nullable String submission(Headers headers) {
        String submission = RecordHeaders.get(headers, RecordHeaders.SUBMISSION);
        return submission == null || submission.length() > SUBMISSION_LIMIT ? null : submission;
    }

    /** @throws UndecodableException when it is no message that this version knows */
    static Envelope<Message> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return CloudEventCodec.decode(record.headers(), record.value());
        } catch (UndecodableException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever a record makes the codec do, it must not stop the partition.
            throw new UndecodableException("the record cannot be read: " + e, e);
        }
    }

    boolean isReport() {
        return envelope.data() instanceof TaskReport;
    }

    String fingerprint() {
        return AnsweredCommands.fingerprint(envelope.type(), key, body);
    }

    /** @throws UndecodableException when it is no id */
    static String key(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            throw new UndecodableException("the record has no key; expected the id of the aggregate");
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new UndecodableException("the record's key is not UTF-8", e);
        }
    }
}
