package io.slipway.configservice.watch;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.slipway.configservice.watch.Message.Told;

/** The way to one watcher. No method waits for it. */
public interface Outlet {
    void tell(List<Told> told);

    /** Called about once a second. */
    void pass(@Nullable Cursor cursor);

    /** Nothing more comes; the watcher resumes elsewhere. */
    void end();

    /** Whether nobody listens any more. */
    boolean over();
}
