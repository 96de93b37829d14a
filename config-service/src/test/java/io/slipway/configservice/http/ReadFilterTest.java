package io.slipway.configservice.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import io.slipway.configservice.serve.ConfigReads;
import io.slipway.events.Document;
import io.slipway.events.config.view.ConfigRevisionView;
import io.slipway.events.config.view.ConfigView;
import io.slipway.events.config.view.ConfigView.EnvironmentView;
import io.slipway.kit.view.ViewChange;
import io.slipway.kit.view.ViewStore;

import static org.assertj.core.api.Assertions.assertThat;

/** What the short way cannot answer takes the long one, which has the way to say a problem. */
class ReadFilterTest {
    private static final String ID = "e".repeat(64);

    private final ViewStore store = new ViewStore();
    private final ConfigReads reads = new ConfigReads(store);

    @Test
    void aRevisionThatCanBeReadIsAnswered() throws Exception {
        current("timeout: 30\n");
        MockHttpServletResponse response = new MockHttpServletResponse();

        assertThat(handedOn(response)).isFalse();
        assertThat(response.getContentAsString()).contains("\"timeout\":30");
    }

    @Test
    void oneThatCannotIsForTheController() throws Exception {
        current("timeout: 30\ntimeout: 31\n");

        assertThat(handedOn(new MockHttpServletResponse())).isTrue();
    }

    private boolean handedOn(MockHttpServletResponse response) throws Exception {
        MockFilterChain chain = new MockFilterChain();
        new ReadFilter(reads)
                .doFilter(
                        new MockHttpServletRequest("GET", "/api/v1/config/shop/environments/production"),
                        response,
                        chain);
        return chain.getRequest() != null;
    }

    private void current(String text) {
        publish(
                ConfigRevisionView.key("shop", ID),
                new ConfigRevisionView(
                        "shop",
                        ID,
                        1,
                        Map.of("slipway-config.yaml", "environments: [{name: production}]\n", "base/a.yaml", text)));
        publish(
                ConfigView.key("shop"),
                new ConfigView(
                        "shop",
                        1,
                        ID,
                        List.of(new ConfigView.RevisionView(ID, null, "alice", null, Instant.EPOCH, List.of())),
                        List.of(new EnvironmentView("production", ID, null, List.of(), null, null))));
    }

    private void publish(String key, Document document) {
        store.apply(new ViewChange(key, document));
    }
}
