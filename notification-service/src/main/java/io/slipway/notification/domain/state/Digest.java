package io.slipway.notification.domain.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.events.notification.DigestItem;

/**
 * What is collected to be told in one message.
 *
 * @param items oldest first, at least one
 */
public record Digest(Instant dueAt, List<DigestItem> items) {
    public Digest {
        items = List.copyOf(items);
    }

    static Digest with(@Nullable Digest before, DigestItem item, Instant dueAt) {
        List<DigestItem> items = new ArrayList<>(before == null ? List.of() : before.items());
        items.add(item);
        return new Digest(before == null ? dueAt : before.dueAt(), items);
    }
}
