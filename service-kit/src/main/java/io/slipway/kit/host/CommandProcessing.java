package io.slipway.kit.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.slipway.events.Command;
import io.slipway.events.CommandReply;
import io.slipway.events.Event;
import io.slipway.events.Refusal;
import io.slipway.events.task.TaskReport;
import io.slipway.kit.aggregate.AggregateDefinition;
import io.slipway.kit.aggregate.Context;
import io.slipway.kit.aggregate.Decision;
import io.slipway.kit.host.HostMetrics.Outcome;
import io.slipway.kit.kafka.RecordHeaders;

/** Carries out commands and the passing of time on the aggregates of one partition. */
final class CommandProcessing<S, C extends Command, E extends Event> {

    /**
     * What processing led to. Everything has been computed when it is made, and nothing has been changed.
     *
     * @param apply changes the stores; called once, before the records are written
     */
    record Result(Outcome outcome, List<Outgoing> records, Runnable apply) {
        /** One that changes no aggregate and remembers nothing. */
        static Result unchanged(Outcome outcome, List<Outgoing> records) {
            return new Result(outcome, records, NOTHING);
        }
    }

    private static final Runnable NOTHING = () -> {};

    private final AggregateDefinition<S, C, E> definition;
    private final Aggregates<S> aggregates;
    private final AnsweredCommands answered;
    private final Recorder<S, C, E> recorder;

    CommandProcessing(AggregateDefinition<S, C, E> definition, Aggregates<S> aggregates, AnsweredCommands answered) {
        this.definition = definition;
        this.aggregates = aggregates;
        this.answered = answered;
        this.recorder = new Recorder<>(definition);
    }

    /** @throws RuntimeException when the decider, a projection or a record's size is at fault */
    Result command(Incoming incoming, Cause cause) {
        if (!incoming.isReport()) {
            AnsweredCommands.Answer before =
                    answered.find(incoming.envelope().id()).orElse(null);
            if (before != null) {
                return repeated(incoming, before, cause);
            }
        }
        Aggregate<S> aggregate = aggregates.get(incoming.key());
        return switch (decide(aggregate.state(), incoming.envelope().data(), cause.context())) {
            case Decision.Accepted<E>(List<E> events, String subject) ->
                accepted(incoming, aggregate, events, subject, cause);
            case Decision.Refused<E>(Refusal refusal) ->
                answer(
                        incoming,
                        Outcome.REFUSED,
                        new CommandReply(cause.id(), false, null, 0, refusal),
                        List.of(),
                        NOTHING,
                        cause);
        };
    }

    /**
     * What follows from an event of another context. Nobody waits for an answer, and none is remembered: that it counts
     * once is seen to by the offset.
     *
     * @throws RuntimeException like {@link #command}
     */
    Result event(String key, C command, Cause cause) {
        Aggregate<S> aggregate = aggregates.get(key);
        return switch (definition.decider().decide(aggregate.state(), command, cause.context())) {
            case Decision.Accepted<E>(List<E> events, String ignored) -> unanswered(key, aggregate, events, cause);
            case Decision.Refused<E> ignored -> Result.unchanged(Outcome.REFUSED, List.of());
        };
    }

    /** @throws RuntimeException like {@link #command} */
    Result time(String key, Cause cause) {
        Aggregate<S> aggregate = aggregates.get(key);
        return switch (definition.decider().onTime(aggregate.state(), cause.context())) {
            case Decision.Accepted<E>(List<E> events, String ignored) -> unanswered(key, aggregate, events, cause);
            case Decision.Refused<E>(Refusal refusal) ->
                throw new IllegalStateException("the passing of time was refused: " + refusal.detail());
        };
    }

    /**
     * The answer to a command that could not be processed. It is not remembered: a replay is decided anew. Empty when
     * what it has to repeat of the command, like an absurdly long id, is too large for a reply.
     */
    Optional<Outgoing> failure(Cause cause, Refusal refusal, @Nullable String submission) {
        try {
            CommandReply reply = new CommandReply(cause.id(), false, null, 0, refusal);
            return Optional.of(reply(reply, "failure", submission, cause));
        } catch (OversizeException e) {
            return Optional.empty();
        }
    }

    private Decision<E> decide(S state, Command command, Context context) {
        return command instanceof TaskReport report
                ? definition.decider().report(state, report, context)
                : definition.decider().decide(state, definition.commandType().cast(command), context);
    }

    private Result accepted(
            Incoming incoming, Aggregate<S> before, List<E> events, @Nullable String subject, Cause cause) {
        Recorder.Recorded<S> recorded = recorder.record(incoming.key(), before, events, cause);
        CommandReply reply = new CommandReply(cause.id(), true, subject, recorded.revisionOf(subject), null);
        Runnable change = change(incoming.key(), before, recorded);
        return answer(incoming, Outcome.ACCEPTED, reply, recorded.records(), change, cause);
    }

    private Result unanswered(String key, Aggregate<S> before, List<E> events, Cause cause) {
        Recorder.Recorded<S> recorded = recorder.record(key, before, events, cause);
        return new Result(Outcome.ACCEPTED, recorded.records(), change(key, before, recorded));
    }

    private Result answer(
            Incoming incoming,
            Outcome outcome,
            CommandReply reply,
            List<Outgoing> records,
            Runnable change,
            Cause cause) {
        List<Outgoing> all = new ArrayList<>(records);
        if (incoming.isReport()) {
            if (incoming.submission() != null) {
                all.add(reply(reply, "report", incoming.submission(), cause));
            }
            return new Result(outcome, all, change);
        }
        String fingerprint = incoming.fingerprint();
        all.add(reply(reply, fingerprint, incoming.submission(), cause));
        AnsweredCommands.Answer answer = new AnsweredCommands.Answer(fingerprint, cause.now(), reply);
        return new Result(outcome, all, () -> {
            change.run();
            answered.put(incoming.envelope().id(), answer);
        });
    }

    private Result repeated(Incoming incoming, AnsweredCommands.Answer before, Cause cause) {
        String fingerprint = incoming.fingerprint();
        boolean same = before.fingerprint().equals(fingerprint);
        CommandReply reply = same
                ? before.reply()
                : new CommandReply(
                        cause.id(),
                        false,
                        null,
                        0,
                        Refusal.of(
                                Refusal.Code.CONFLICT,
                                "the command id " + cause.id() + " was used for another command within the last "
                                        + AnsweredCommands.KEPT.toDays() + " days; use a new id"));
        Outgoing record = reply(reply, fingerprint, incoming.submission(), cause);
        RecordHeaders.set(record.headers(), RecordHeaders.DUPLICATE, same ? "repeated" : "conflict");
        return Result.unchanged(same ? Outcome.DUPLICATE : Outcome.CONFLICT, List.of(record));
    }

    private Runnable change(String key, Aggregate<S> before, Recorder.Recorded<S> recorded) {
        if (recorded.after() == before) {
            return NOTHING;
        }
        return aggregates.prepare(key, recorded.after());
    }

    private Outgoing reply(CommandReply reply, String seed, @Nullable String submission, Cause cause) {
        Outgoing record =
                Outgoing.of(definition.topics().replies(), reply.commandId(), recorder.reply(reply, seed, cause));
        if (submission != null) {
            RecordHeaders.set(record.headers(), RecordHeaders.SUBMISSION, submission);
        }
        return record;
    }
}
