package io.slipway.deploy.http;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param nextCursor asks for the next page; left out on the last one
 */
record Page<T>(List<T> items, @Nullable String nextCursor) {
    Page {
        items = List.copyOf(items);
    }
}
