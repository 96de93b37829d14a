package io.slipway.configservice.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.slipway.configservice.watch.Message.Kind;
import io.slipway.configservice.watch.Message.Told;
import io.slipway.events.json.Json;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** No watcher misses a revision without being told that it may have. */
class ProgressTest {
    private final WatchedShop shop = new WatchedShop();

    @Test
    void aWatcherGetsAllValuesFirstAndThenWhatChanges() {
        Moments moments = Moments.startingWith(WatchedShop.view(7, shop.content("30")));
        Progress watcher = shop.watcher(null);

        JsonNode snapshot = json(watcher.advance(moments).getFirst());
        JsonNode change = json(watcher.advance(moments.plus(WatchedShop.view(8, shop.content("31"))))
                .getFirst());

        assertThat(snapshot.path("type").asString()).isEqualTo("snapshot");
        assertThat(snapshot.path("values").path("timeout").asInt()).isEqualTo(30);
        assertThat(change.path("type").asString()).isEqualTo("change");
        assertThat(change.path("previous").asString()).isEqualTo(WatchedShop.id("30"));
        assertThat(change.path("revision").asString()).isEqualTo(WatchedShop.id("31"));
        assertThat(change.path("hash").asString())
                .isEqualTo(shop.hash(WatchedShop.id("31")).orElseThrow());
        assertThat(change.path("set").propertyNames()).containsExactly("k31", "timeout");
        assertThat(change.path("deleted").path(0).asString()).isEqualTo("k30");
    }

    @Test
    void whoResumesGetsEachRevisionInBetween() {
        Moments moments = Moments.startingWith(WatchedShop.view(1, shop.content("1")))
                .plus(WatchedShop.view(2, shop.content("2")))
                .plus(WatchedShop.view(3, shop.content("2")))
                .plus(WatchedShop.view(4, shop.content("3")));

        List<Told> told = shop.watcher(new Cursor(1, WatchedShop.id("1"))).advance(moments);

        assertThat(told.stream().map(next -> next.cursor().toString()))
                .containsExactly("2." + WatchedShop.id("2"), "4." + WatchedShop.id("3"));
        assertThat(told).allMatch(next -> next.message().kind() == Kind.CHANGE);
    }

    @Test
    void whoseCursorIsTooOldOrOfAnotherHistoryIsToldSo() {
        Moments moments = Moments.startingWith(WatchedShop.view(5, shop.content("5")));

        for (Cursor cursor : List.of(
                new Cursor(4, WatchedShop.id("5")),
                new Cursor(6, WatchedShop.id("5")),
                new Cursor(5, WatchedShop.id("4")))) {
            List<Told> told = shop.watcher(cursor).advance(moments);
            assertThat(told).hasSize(1);
            assertThat(json(told.getFirst()).path("type").asString()).isEqualTo("resync");
            assertThat(json(told.getFirst()).path("reason").asString()).isNotBlank();
            assertThat(json(told.getFirst()).path("values").path("timeout").asInt())
                    .isEqualTo(5);
        }
    }

    @Test
    void onlyAsManyMomentsAreKeptAsIsPromised() {
        Moments moments = Moments.startingWith(WatchedShop.view(1, shop.content("1")));
        for (int number = 2; number <= Moments.KEPT + 1; number++) {
            moments = moments.plus(WatchedShop.view(number, WatchedShop.id("1")));
        }

        assertThat(moments.at(1)).isEmpty();
        assertThat(moments.at(2)).isPresent();
        assertThat(moments.last().number()).isEqualTo(Moments.KEPT + 1);
    }

    @Test
    void aRevisionWhoseDocumentsComeLaterIsWaitedFor() {
        Moments moments = Moments.startingWith(WatchedShop.view(1, shop.content("1")))
                .plus(WatchedShop.view(2, WatchedShop.id("2")))
                .plus(WatchedShop.view(3, shop.content("3")));
        Progress watcher = shop.watcher(new Cursor(1, WatchedShop.id("1")));

        assertThat(watcher.advance(moments)).isEmpty();
        shop.content("2");

        assertThat(watcher.advance(moments).stream().map(told -> told.cursor().revision()))
                .containsExactly(WatchedShop.id("2"), WatchedShop.id("3"));
    }

    @Test
    void whatIsTakenAwayIsToldAsWell() {
        Moments moments = Moments.startingWith(WatchedShop.view(1, null));
        Progress watcher = shop.watcher(null);
        assertThat(watcher.advance(moments)).isEmpty();

        Moments more = moments.plus(WatchedShop.view(2, shop.content("2"))).plus(WatchedShop.view(3, null));

        assertThat(watcher.advance(more).stream().map(told -> told.message().kind()))
                .containsExactly(Kind.SNAPSHOT, Kind.WITHDRAWN);
    }

    /**
     * One more view.
     *
     * @param skipped how many numbers are missing before it
     * @param heard whether the watcher is woken after it
     * @param reconnects whether it then goes on with its cursor as a new watcher
     */
    record Happening(int skipped, @Nullable String timeout, boolean heard, boolean reconnects) {}

    @Provide
    static Arbitrary<List<Happening>> stories() {
        return Combinators.combine(
                        Arbitraries.frequency(net.jqwik.api.Tuple.of(8, 0), net.jqwik.api.Tuple.of(1, 1)),
                        Arbitraries.of("1", "2", "3").injectNull(0.1),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false, false))
                .as(Happening::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30);
    }

    @Property(tries = 300)
    void nothingIsSkippedInSilence(@ForAll("stories") List<Happening> story) {
        WatchedShop world = new WatchedShop();
        List.of("0", "1", "2", "3").forEach(world::content);
        Moments moments = Moments.startingWith(WatchedShop.view(1, WatchedShop.id("0")));
        Progress watcher = world.watcher(null);
        TreeMap<String, JsonNode> values = new TreeMap<>();
        watcher.advance(moments).forEach(told -> apply(told, values));
        List<@Nullable String> expected = new ArrayList<>();
        @Nullable String has = WatchedShop.id("0");
        boolean broken = false;
        long number = 1;
        for (Happening next : story) {
            number += 1 + next.skipped();
            @Nullable String current = next.timeout() == null ? null : WatchedShop.id(next.timeout());
            moments = moments.plus(WatchedShop.view(number, current));
            broken |= next.skipped() > 0;
            if (!Objects.equals(current, has)) {
                expected.add(current);
            }
            has = current;
            if (!next.heard()) {
                continue;
            }
            if (next.reconnects()) {
                watcher = world.watcher(Cursor.parse(String.valueOf(watcher.cursor())));
            }
            List<Told> told = watcher.advance(moments);
            told.forEach(each -> apply(each, values));
            if (broken) {
                assertThat(json(told.getFirst()).has("reason")).isTrue();
            } else {
                assertThat(told.stream().map(each -> each.cursor().revision()).toList())
                        .isEqualTo(expected);
            }
            assertThat(told.isEmpty() ? has : told.getLast().cursor().revision())
                    .isEqualTo(has);
            assertThat(
                            values.get("timeout") == null
                                    ? null
                                    : WatchedShop.id(values.get("timeout").asString()))
                    .isEqualTo(has);
            expected.clear();
            broken = false;
        }
    }

    /** What a client does. */
    private static void apply(Told told, TreeMap<String, JsonNode> values) {
        JsonNode json = json(told);
        switch (told.message().kind()) {
            case SNAPSHOT, RESYNC -> {
                values.clear();
                json.path("values").properties().forEach(value -> values.put(value.getKey(), value.getValue()));
            }
            case CHANGE -> {
                json.path("deleted").forEach(key -> values.remove(key.asString()));
                json.path("set").properties().forEach(value -> values.put(value.getKey(), value.getValue()));
            }
            case WITHDRAWN -> values.clear();
        }
    }

    private static JsonNode json(Told told) {
        return Json.mapper().readTree(told.message().json());
    }
}
