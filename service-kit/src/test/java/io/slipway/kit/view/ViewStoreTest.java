package io.slipway.kit.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.slipway.events.CommandReply;
import io.slipway.events.Document;
import io.slipway.events.deploy.pipeline.ApplicationSpec;
import io.slipway.events.deploy.view.ApplicationView;
import io.slipway.events.deploy.view.DeploymentView;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class ViewStoreTest {
    private final ViewStore store = new ViewStore();

    @Test
    void aDocumentIsFoundUnderItsKeyAndAsWhatItIs() {
        ApplicationView view = put("greeter", 1);

        assertThat(store.find("application/greeter", ApplicationView.class)).contains(view);
        assertThat(store.find("application/greeter", DeploymentView.class)).isEmpty();
        assertThat(store.find("application/other", ApplicationView.class)).isEmpty();
    }

    @Test
    void allDocumentsOfATypeComeInTheOrderOfTheirKeys() {
        put("b", 1);
        put("a", 1);
        put("b", 2);

        assertThat(store.all(ApplicationView.class))
                .extracting(ApplicationView::name, ApplicationView::revision)
                .containsExactly(tuple("a", 1L), tuple("b", 2L));
        assertThat(store.all(DeploymentView.class)).isEmpty();
    }

    @Test
    void aDeletedDocumentIsGone() {
        put("greeter", 1);
        store.apply(new ViewChange("application/greeter", null));

        assertThat(store.all(Document.class)).isEmpty();
    }

    @Test
    void whoeverWasToldOfARevisionSeesIt() throws Exception {
        CommandReply reply = new CommandReply("c1", true, "greeter", 2, null);
        put("greeter", 1);
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return store.awaitRevision("application/greeter", reply.revision(), Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        put("greeter", 2);

        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void waitingForARevisionThatDoesNotComeEnds() throws Exception {
        put("greeter", 1);

        assertThat(store.awaitRevision("application/greeter", 2, Duration.ofMillis(1)))
                .isFalse();
        assertThat(store.awaitRevision("application/unknown", 0, Duration.ZERO)).isTrue();
    }

    @Test
    void listenersHearChangesUntilTheyEndAndAFaultyOneDisturbsNobody() {
        List<ViewChange> heard = new ArrayList<>();
        store.subscribe(change -> {
            throw new IllegalStateException("faulty on purpose");
        });
        ViewStore.Subscription subscription = store.subscribe(heard::add);
        ApplicationView first = put("greeter", 1);
        subscription.close();
        put("greeter", 2);

        assertThat(heard).containsExactly(new ViewChange("application/greeter", first));
    }

    private ApplicationView put(String name, long revision) {
        ApplicationSpec spec = new ApplicationSpec(name, List.of(), List.of(), List.of());
        ApplicationView view =
                new ApplicationView(name, revision, 1, "sha256:0", spec, Instant.EPOCH, "ada", List.of());
        store.apply(new ViewChange(ApplicationView.key(name), view));
        return view;
    }
}
