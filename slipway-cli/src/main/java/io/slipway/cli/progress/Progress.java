package io.slipway.cli.progress;

import io.slipway.events.deploy.view.DeploymentView;

/** Shows a deployment while it goes on. */
public interface Progress extends AutoCloseable {
    /** It is like this now. */
    void show(DeploymentView view);

    /** Something else to know. */
    void note(String words);

    @Override
    void close();
}
