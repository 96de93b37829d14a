package io.slipway.notification.http;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import io.slipway.events.notification.view.NotificationsView;
import io.slipway.kit.http.ProblemCode;
import io.slipway.kit.http.ProblemException;
import io.slipway.kit.view.ViewStore;

/** What waits to be told of an application, what was told last, and what hinders it. */
@RestController
@RequestMapping("/api/v1/applications/{name}/notifications")
public final class NotificationController {
    private final ViewStore store;

    public NotificationController(ViewStore store) {
        this.store = store;
    }

    @GetMapping
    ResponseEntity<NotificationsView> get(@PathVariable String name) {
        NotificationsView view = store.find(NotificationsView.key(name), NotificationsView.class)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "Nothing is known of notifications of an application " + name + "."));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .eTag("\"" + view.revision() + "\"")
                .body(view);
    }
}
