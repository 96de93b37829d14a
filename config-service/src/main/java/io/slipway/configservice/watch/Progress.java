package io.slipway.configservice.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.serve.Served;
import io.slipway.configservice.watch.Message.Told;
import io.slipway.configservice.watch.Moments.Moment;

/**
 * Where one watcher stands, and what it is to be told next: every revision it is given, in order, or a resync where something
 * may have been missed. Pure; not for several threads at once.
 */
final class Progress {
    static final String TOO_OLD = "what came after the cursor is not kept any more";
    static final String NOT_OURS = "the cursor is not from this instance's history";

    private final Messages messages;
    private final Contents contents;
    private final Function<Moment, Optional<String>> assignment;
    private @Nullable Cursor cursor;
    private @Nullable Served has;
    private boolean begun;

    /**
     * @param assignment which revision the instance gets at a moment
     * @param cursor where it resumes; null for one that knows nothing
     */
    Progress(
            Messages messages,
            Contents contents,
            Function<Moment, Optional<String>> assignment,
            @Nullable Cursor cursor) {
        this.messages = messages;
        this.contents = contents;
        this.assignment = assignment;
        this.cursor = cursor;
    }

    /** How far it is; null before it has begun. */
    @Nullable
    Cursor cursor() {
        return cursor;
    }

    /** All it has not been told yet; what has to wait for a revision's documents comes with a later call. */
    List<Told> advance(Moments moments) {
        List<Told> told = new ArrayList<>();
        if (begin(moments, told) && cursor != null) {
            for (Moment moment : moments.after(cursor.moment())) {
                if (!pass(moment, told)) {
                    break;
                }
            }
        }
        return told;
    }

    /** Whether it stands at a moment that is kept. */
    private boolean begin(Moments moments, List<Told> told) {
        @Nullable Cursor from = cursor;
        if (from == null) {
            return jump(moments.last(), null, told);
        }
        Optional<Moment> known = moments.at(from.moment());
        if (known.isEmpty()) {
            return jump(moments.last(), from.moment() > moments.last().number() ? NOT_OURS : TOO_OLD, told);
        }
        if (begun) {
            return true;
        }
        if (!assignment.apply(known.get()).equals(Optional.ofNullable(from.revision()))) {
            return jump(moments.last(), NOT_OURS, told);
        }
        if (from.revision() != null) {
            Optional<Served> content = contents.of(from.revision());
            if (content.isEmpty()) {
                return false;
            }
            has = content.get();
        }
        begun = true;
        return true;
    }

    /** @param reason null at the beginning, where nothing can have been missed */
    private boolean jump(Moment to, @Nullable String reason, List<Told> told) {
        Optional<String> assigned = assignment.apply(to);
        Optional<Served> content = assigned.flatMap(contents::of);
        if (assigned.isPresent() && content.isEmpty()) {
            return false;
        }
        cursor = new Cursor(to.number(), assigned.orElse(null));
        has = content.orElse(null);
        begun = true;
        if (has != null) {
            told.add(new Told(reason == null ? messages.snapshot(has) : messages.resync(has, reason), cursor));
        } else if (reason != null) {
            told.add(new Told(messages.withdrawn(reason), cursor));
        }
        return true;
    }

    /** Whether it got past it. */
    private boolean pass(Moment moment, List<Told> told) {
        Optional<String> assigned = assignment.apply(moment);
        @Nullable Served before = has;
        Cursor now = new Cursor(moment.number(), assigned.orElse(null));
        if (assigned.equals(Optional.ofNullable(before).map(Served::revision))) {
            cursor = now;
            return true;
        }
        if (assigned.isEmpty()) {
            has = null;
            cursor = now;
            told.add(new Told(messages.withdrawn(null), now));
            return true;
        }
        Optional<Served> content = contents.of(assigned.get());
        content.ifPresent(next -> {
            has = next;
            cursor = now;
            told.add(new Told(before == null ? messages.snapshot(next) : messages.change(before, next), now));
        });
        return content.isPresent();
    }
}
