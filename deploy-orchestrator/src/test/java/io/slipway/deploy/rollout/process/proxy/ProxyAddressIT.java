package io.slipway.deploy.rollout.process.proxy;

import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Linux has a loopback address more to tell one from all. */
@EnabledOnOs(OS.LINUX)
class ProxyAddressIT {
    @TempDir
    Path folder;

    @Test
    void servesOnItsAddressAlone() throws Exception {
        try (RunningProxy proxy = new RunningProxy(folder, "127.0.0.2")) {
            new Socket("127.0.0.2", proxy.port()).close();
            assertThatThrownBy(() -> new Socket("127.0.0.1", proxy.port())).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void takesOrdersOnLoopbackAlone() throws Exception {
        try (RunningProxy proxy = new RunningProxy(folder, "0.0.0.0")) {
            new Socket("127.0.0.1", proxy.adminPort()).close();
            assertThatThrownBy(() -> new Socket("127.0.0.2", proxy.adminPort())).isInstanceOf(ConnectException.class);
        }
    }
}
