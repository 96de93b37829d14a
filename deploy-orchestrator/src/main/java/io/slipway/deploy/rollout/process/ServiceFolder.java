package io.slipway.deploy.rollout.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.slipway.deploy.rollout.ServiceTarget;
import io.slipway.deploy.rollout.process.proxy.ProxyFolder;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.json.Json;

import tools.jackson.core.JacksonException;

/**
 * Everything the driver knows of one service in one environment, in files, so that a driver that starts anew knows it
 * too: {@code declared.json}, {@code instances/<id>/instance.json}, {@code releases/<digest>/}, {@code proxy/}.
 */
record ServiceFolder(Path path) {

    static ServiceFolder of(Path root, ServiceTarget target) {
        return new ServiceFolder(
                root.resolve(target.application()).resolve(target.environment()).resolve(target.service()));
    }

    /** Every service that something was declared for. */
    static List<ServiceFolder> all(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.find(root, 4, (file, a) -> file.endsWith("declared.json"))) {
            return files.map(file -> new ServiceFolder(file.getParent())).toList();
        }
    }

    /** What was declared last. */
    Optional<ConvergeTask> declared() throws IOException {
        Path file = path.resolve("declared.json");
        return Files.exists(file) ? Optional.of(read(file, ConvergeTask.class)) : Optional.empty();
    }

    void declare(ConvergeTask task) throws IOException {
        write(path.resolve("declared.json"), task);
    }

    List<Instance> instances() throws IOException {
        Path folder = path.resolve("instances");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Instance> instances = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.sorted().toList()) {
                Path file = each.resolve("instance.json");
                if (Files.exists(file)) {
                    instances.add(read(file, Instance.class));
                }
            }
        }
        return instances;
    }

    void add(Instance instance) throws IOException {
        write(instanceFolder(instance).resolve("instance.json"), instance);
    }

    void remove(Instance instance) throws IOException {
        delete(instanceFolder(instance));
    }

    DetachedProcess process(Instance instance) {
        return new DetachedProcess(instanceFolder(instance));
    }

    Path instanceFolder(Instance instance) {
        return path.resolve("instances").resolve(instance.id());
    }

    Path releaseFolder(String digest) {
        return path.resolve("releases").resolve(digest.replace(':', '-'));
    }

    /** Removes what was unpacked for releases that do not run any more; it can be unpacked again. */
    void keepReleases(Collection<String> digests) throws IOException {
        Path folder = path.resolve("releases");
        if (!Files.isDirectory(folder)) {
            return;
        }
        Set<Path> kept = digests.stream().map(this::releaseFolder).collect(Collectors.toSet());
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each : all.filter(each -> !kept.contains(each)).toList()) {
                delete(each);
            }
        }
    }

    DetachedProcess proxyProcess() {
        return new DetachedProcess(path.resolve("proxy"));
    }

    ProxyFolder proxy() {
        return new ProxyFolder(path.resolve("proxy"));
    }

    private static <T> T read(Path file, Class<T> type) throws IOException {
        try {
            return Json.mapper().readValue(Files.readAllBytes(file), type);
        } catch (JacksonException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        }
    }

    private static void write(Path file, Object value) throws IOException {
        Files.createDirectories(file.getParent());
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(temporary, Json.write(value));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
