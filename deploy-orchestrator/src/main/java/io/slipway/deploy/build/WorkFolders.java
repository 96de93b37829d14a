package io.slipway.deploy.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder per build, named for the process it belongs to, so that what a crash left behind is known for what it is. */
final class WorkFolders {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolders.class);
    private static final Pattern NAME = Pattern.compile("build-(\\d{1,18})-.*");

    private final Path folder;
    private final long own = ProcessHandle.current().pid();

    /** @param folder holds nothing else */
    WorkFolders(Path folder) {
        this.folder = folder;
    }

    Path create() throws IOException {
        return Files.createTempDirectory(Files.createDirectories(folder), "build-" + own + "-");
    }

    /**
     * Ends the builds of an owner that is gone, and removes their folders: each of them is built again from its start.
     * To be called before the first build.
     */
    void clearLeftovers() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> leftovers = all.filter(this::isLeftover).toList();
            leftovers.forEach(WorkFolders::clear);
        } catch (IOException e) {
            LOG.warn("cannot look for what earlier builds left in {}", folder, e);
        }
    }

    private boolean isLeftover(Path work) {
        Matcher name = NAME.matcher(work.getFileName().toString());
        if (!name.matches()) {
            return false;
        }
        long owner = Long.parseLong(name.group(1));
        return owner == own || ProcessHandle.of(owner).isEmpty();
    }

    private static void clear(Path work) {
        LOG.info("ending and removing what a build left in {}", work);
        ProcessHandle.allProcesses().filter(process -> worksIn(process, work)).forEach(ProcessHandle::destroyForcibly);
        Folders.delete(work);
    }

    /** By its working folder, which no stranger has; where the host does not tell it, nobody is ended. */
    private static boolean worksIn(ProcessHandle process, Path work) {
        try {
            Path cwd = Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "cwd"));
            return cwd.startsWith(work.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }
}
