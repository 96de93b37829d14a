package io.slipway.deploy.rollout;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.slipway.kit.task.TaskFailedException;

/** The rollout drivers of this installation, by name. */
public final class RolloutDrivers {
    private final Map<String, RolloutDriver> drivers = new TreeMap<>();

    public RolloutDrivers(List<RolloutDriver> drivers) {
        drivers.forEach(driver -> this.drivers.put(driver.name(), driver));
    }

    /** @throws TaskFailedException when there is none of that name; names those there are */
    public RolloutDriver get(String name) throws TaskFailedException {
        RolloutDriver driver = drivers.get(name);
        if (driver == null) {
            throw new TaskFailedException(
                    "there is no rollout driver " + name + "; there is " + String.join(", ", drivers.keySet()), false);
        }
        return driver;
    }
}
