package io.slipway.notification.targets;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes whatever it is sent. */
public final class WebhookServer extends HttpTarget {
    private final List<Call> taken = new CopyOnWriteArrayList<>();

    public List<Call> taken() {
        return taken;
    }

    @Override
    protected Reply judge(Call call) {
        taken.add(call);
        return Reply.of(204, "");
    }
}
