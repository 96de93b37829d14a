package io.slipway.deploy.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.slipway.deploy.domain.state.Lane;
import io.slipway.deploy.domain.state.Release;
import io.slipway.events.deploy.task.ConvergeTask;
import io.slipway.events.json.Json;
import io.slipway.events.task.TaskOffered;

import static org.assertj.core.api.Assertions.assertThat;

/** What runs, as far as the rollout drivers were told, and what has to hold of every declaration they get. */
final class World {
    private record Place(String environment, String service) {}

    private final Map<Place, ConvergeTask> running = new HashMap<>();
    private final Map<Place, Long> generations = new HashMap<>();
    private final Map<String, Long> generationOfTask = new HashMap<>();
    /** Where the last word to a driver got no good answer nobody can know what runs. */
    private final Set<Place> unknown = new HashSet<>();

    void offered(TaskOffered task) {
        if (!task.type().equals(ConvergeTask.TYPE)) {
            return;
        }
        ConvergeTask input = Json.read(task.input(), ConvergeTask.class);
        Place place = new Place(input.environment(), input.service());
        Long before = generationOfTask.putIfAbsent(task.taskId(), input.generation());
        if (before == null) {
            assertThat(input.generation())
                    .as("a new declaration has a higher generation")
                    .isGreaterThan(generations.getOrDefault(place, 0L));
            generations.put(place, input.generation());
        } else {
            assertThat(input.generation())
                    .as("another attempt declares the same")
                    .isEqualTo(before);
        }
        int sum =
                input.releases().stream().mapToInt(ConvergeTask.Release::weight).sum();
        assertThat(sum).isEqualTo(input.releases().isEmpty() ? 0 : 100);
        assertThat(input.port()).as("port of %s", input.service()).isPositive();
        unknown.add(place);
    }

    void done(TaskOffered task) {
        if (task.type().equals(ConvergeTask.TYPE)) {
            ConvergeTask input = Json.read(task.input(), ConvergeTask.class);
            Place place = new Place(input.environment(), input.service());
            running.put(place, input);
            unknown.remove(place);
        }
    }

    /** Nobody knows what runs in an environment whose way back failed. */
    void lost(String environment) {
        running.keySet().stream()
                .filter(place -> place.environment().equals(environment))
                .forEach(unknown::add);
    }

    /** What runs in the environment is its release and nothing else. */
    void verify(Lane lane) {
        running.forEach((place, task) -> {
            if (!place.environment().equals(lane.environment()) || unknown.contains(place)) {
                return;
            }
            List<String> expected =
                    lane.current().filter(release -> release.has(place.service())).map(Release::deploymentId).stream()
                            .toList();
            assertThat(task.releases())
                    .as("what runs of %s", place)
                    .extracting(ConvergeTask.Release::id)
                    .isEqualTo(expected);
        });
    }
}
