package io.slipway.deploy.rollout.process.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

import io.slipway.events.json.Json;

/** What a proxy and whoever governs it say to each other through files. */
public record ProxyFolder(Path path) {

    /**
     * Where a running proxy takes orders.
     *
     * @param port on loopback
     * @param token a bearer token, new with each start
     * @param service the port it serves; 0 when a proxy from before does not say it
     */
    public record Admin(int port, String token, int service) {}

    /** Where the proxy takes orders, as it said itself when it started. */
    public Optional<Admin> admin() throws IOException {
        return read("admin.json", Admin.class);
    }

    /** The newest routes it took, so that it comes back with them. */
    public Optional<Routes> routes() throws IOException {
        return read("routes.json", Routes.class);
    }

    public void write(Routes routes) throws IOException {
        write("routes.json", routes);
    }

    void write(Admin admin) throws IOException {
        write("admin.json", admin);
    }

    public void forgetAdmin() throws IOException {
        Files.deleteIfExists(path.resolve("admin.json"));
    }

    private <T> Optional<T> read(String name, Class<T> type) throws IOException {
        Path file = path.resolve(name);
        return Files.exists(file)
                ? Optional.of(Json.mapper().readValue(Files.readAllBytes(file), type))
                : Optional.empty();
    }

    /** Readable by its owner only; a reader sees the old or the new, never half of it. */
    private void write(String name, Object value) throws IOException {
        Files.createDirectories(path);
        Path temporary = path.resolve(name + ".tmp");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(temporary, Json.write(value));
        Files.move(temporary, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
