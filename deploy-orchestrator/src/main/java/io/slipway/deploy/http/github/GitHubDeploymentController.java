package io.slipway.deploy.http.github;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

import io.slipway.deploy.http.DeployCommands;
import io.slipway.deploy.http.DeployViews;
import io.slipway.events.deploy.DeployCommand;
import io.slipway.events.deploy.view.DeploymentView;
import io.slipway.kit.http.Actor;
import io.slipway.kit.http.CommandAnswer;

/** GitHub's deployments API, for clients that know no other. */
@RestController
@RequestMapping({
    GitHubDeploymentController.PATH,
    GitHubDeploymentController.ENTERPRISE + GitHubDeploymentController.PATH
})
final class GitHubDeploymentController {
    /** As on {@code api.github.com}. */
    static final String PATH = "/repos/{owner}/{repo}/deployments";

    /** Before the path on a GitHub server of one's own. */
    static final String ENTERPRISE = "/api/v3";

    /** Longer than for our own clients: GitHub's know no answer that is still open. */
    private static final String WAIT = "wait=30";

    private final DeployCommands commands;
    private final DeployViews views;

    GitHubDeploymentController(DeployCommands commands, DeployViews views) {
        this.commands = commands;
        this.views = views;
    }

    @PostMapping
    ResponseEntity<Map<String, Object>> create(
            @PathVariable String owner,
            @PathVariable String repo,
            @RequestBody byte[] body,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        DeploymentBody request = DeploymentBody.parse(body);
        DeployCommand command =
                request.command(Repository.find(views, owner, repo).application(request.application()));
        @Nullable String id = accepted(commands.submit(command, waiting(headers), actor));
        if (id == null) {
            return later();
        }
        DeploymentView view = views.deployment(id);
        GitHubJson json = json(owner, repo);
        return ResponseEntity.created(URI.create(json.url(view)))
                .body(json.deployment(view, statuses(view, json).getFirst()));
    }

    @GetMapping
    ResponseEntity<List<Map<String, Object>>> list(
            @PathVariable String owner,
            @PathVariable String repo,
            @RequestParam(required = false) @Nullable String sha,
            @RequestParam(required = false) @Nullable String ref,
            @RequestParam(required = false) @Nullable String task,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(name = "per_page", defaultValue = "30") int perPage,
            @RequestParam(defaultValue = "1") int page) {
        GitHubJson json = json(owner, repo);
        List<DeploymentView> found = Repository.find(views, owner, repo).deployments().stream()
                .filter(view -> environment == null || view.environment().equalsIgnoreCase(environment))
                .filter(view -> {
                    Annotations annotations = Annotations.of(view);
                    return (sha == null || sha.equals("none") || sha.equals(annotations.sha()))
                            && (ref == null || ref.equals("none") || ref.equals(annotations.ref()))
                            && (task == null || task.equals("none") || task.equals(annotations.task()));
                })
                .toList();
        return new Pages(page, perPage)
                .answer(
                        found,
                        view -> json.deployment(view, statuses(view, json).getFirst()));
    }

    @GetMapping("/{id}")
    Map<String, Object> get(@PathVariable String owner, @PathVariable String repo, @PathVariable long id) {
        DeploymentView view = Repository.find(views, owner, repo).deployment(id);
        GitHubJson json = json(owner, repo);
        return json.deployment(view, statuses(view, json).getFirst());
    }

    @PostMapping("/{id}/statuses")
    ResponseEntity<Map<String, Object>> report(
            @PathVariable String owner,
            @PathVariable String repo,
            @PathVariable long id,
            @RequestBody byte[] body,
            @RequestHeader HttpHeaders headers,
            Actor actor)
            throws InterruptedException {
        DeploymentView view = Repository.find(views, owner, repo).deployment(id);
        DeployCommand command = new DeployCommand.ReportStatus(view.application(), view.id(), StatusBody.parse(body));
        @Nullable String statusId = accepted(commands.submit(command, waiting(headers), actor));
        if (statusId == null) {
            return later();
        }
        GitHubJson json = json(owner, repo);
        Map<String, Object> status = statuses(view, json).stream()
                .filter(candidate -> candidate.key().equals(Statuses.reportedKey(statusId)))
                .map(candidate -> json.status(view, candidate))
                .findFirst()
                .orElseThrow(Fault::notFound);
        return ResponseEntity.created(URI.create(String.valueOf(status.get("url"))))
                .body(status);
    }

    @GetMapping("/{id}/statuses")
    ResponseEntity<List<Map<String, Object>>> statuses(
            @PathVariable String owner,
            @PathVariable String repo,
            @PathVariable long id,
            @RequestParam(name = "per_page", defaultValue = "30") int perPage,
            @RequestParam(defaultValue = "1") int page) {
        DeploymentView view = Repository.find(views, owner, repo).deployment(id);
        GitHubJson json = json(owner, repo);
        return new Pages(page, perPage).answer(statuses(view, json), status -> json.status(view, status));
    }

    @GetMapping("/{id}/statuses/{status}")
    Map<String, Object> status(
            @PathVariable String owner, @PathVariable String repo, @PathVariable long id, @PathVariable long status) {
        DeploymentView view = Repository.find(views, owner, repo).deployment(id);
        GitHubJson json = json(owner, repo);
        return statuses(view, json).stream()
                .filter(candidate -> GitHubId.of(candidate.key()) == status)
                .map(candidate -> json.status(view, candidate))
                .findFirst()
                .orElseThrow(Fault::notFound);
    }

    private List<Statuses.Status> statuses(DeploymentView view, GitHubJson json) {
        List<DeploymentView> peers = views.deployments().stream()
                .filter(peer -> peer.application().equals(view.application())
                        && peer.environment().equals(view.environment()))
                .toList();
        return Statuses.of(view, peers, views.statuses(view.id()), json.logs(view));
    }

    private static HttpHeaders waiting(HttpHeaders sent) {
        HttpHeaders headers = new HttpHeaders();
        headers.putAll(sent);
        if (!headers.containsHeader("Prefer")) {
            headers.set("Prefer", WAIT);
        }
        return headers;
    }

    /** What the command made; null when nobody has answered yet. */
    private static @Nullable String accepted(ResponseEntity<CommandAnswer> response) {
        @Nullable CommandAnswer answer = response.getBody();
        return answer == null ? null : answer.subject();
    }

    private static ResponseEntity<Map<String, Object>> later() {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .body(Map.of("message", "Taken, but not carried out yet; it will show in the list."));
    }

    private static GitHubJson json(String owner, String repo) {
        String root = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        String path =
                ServletUriComponentsBuilder.fromCurrentRequestUri().build().getPath();
        String prefix = path != null && path.startsWith(ENTERPRISE) ? ENTERPRISE : "";
        return new GitHubJson(root, root + prefix + "/repos/" + owner + "/" + repo);
    }
}
