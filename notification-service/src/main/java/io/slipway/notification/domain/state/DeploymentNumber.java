package io.slipway.notification.domain.state;

/** The number at the end of a deployment id {@code <application>-<environment>-<number>}. */
final class DeploymentNumber {
    private static final int LONGEST = 9;

    private DeploymentNumber() {}

    /** 0 when there is none. */
    static int of(String deploymentId) {
        String tail = deploymentId.substring(deploymentId.lastIndexOf('-') + 1);
        boolean digits =
                !tail.isEmpty() && tail.length() <= LONGEST && tail.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(tail) : 0;
    }
}
