package io.slipway.standalone;

import java.util.List;

import io.slipway.events.deploy.DeploymentState;

/**
 * The probe in two environments: staging by rolling update behind a gate that is asked over HTTP, and from there by
 * promotion to production, with an approval and by canary.
 */
record StagedApplication(String name, ProbeApplication probe, int staging, int production, String gate) {

    static StagedApplication of(String name, ProbeApplication probe, String gate) {
        return new StagedApplication(name, probe, StandaloneProcess.freePort(), StandaloneProcess.freePort(), gate);
    }

    /** The deployment in staging that comes as the number-th. */
    String inStaging(int number) {
        return name + "-staging-" + number;
    }

    String inProduction(int number) {
        return name + "-production-" + number;
    }

    List<String> both(int number) {
        return List.of(inStaging(number), inProduction(number));
    }

    DeploymentState endOf(int number) {
        return number == 3 ? DeploymentState.ROLLED_BACK : DeploymentState.SUCCEEDED;
    }

    String yaml() {
        return """
                apiVersion: slipway.io/v1
                kind: Application
                metadata: {name: %s}
                spec:
                  services:
                    - name: web
                      build: {driver: command, command: ["./build.sh"], output: dist}
                      run: %s
                  environments:
                    - name: staging
                      target: {driver: process, ports: {web: %d}}
                      replicas: 2
                      strategy: {type: rolling, batch: 1}
                      gates: [{type: http, name: open, url: "%s", status: 204}]
                      verification: {checks: [{name: answers, service: web, path: /healthz, status: 200}]}
                      retry: {attempts: 3, backoff: 1s}
                      promotion: auto
                    - name: production
                      target: {driver: process, ports: {web: %d}}
                      replicas: 2
                      strategy:
                        type: canary
                        steps: [{weight: 40, pause: 4s, analysis: {window: 3s, minRequests: 10, successRate: 0.9}}]
                      gates: [{type: passedIn, name: staged, environment: staging}]
                      approval: {required: 1, excludeRequester: false}
                      verification:
                        checks: [{name: answers, service: web, path: /healthz, status: 200}]
                        soak: 1s
                      retry: {attempts: 3, backoff: 1s}
                  notifications:
                    - {channel: hook}
                """.formatted(name, ProbeApplication.run(), staging, gate, production);
    }
}
