package io.slipway.notification.architecture;

import io.slipway.kit.architecture.ServiceArchitecture;

class NotificationArchitectureTest extends ServiceArchitecture {
    NotificationArchitectureTest() {
        super("io.slipway.notification");
    }
}
