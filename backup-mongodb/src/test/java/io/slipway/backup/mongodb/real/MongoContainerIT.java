package io.slipway.backup.mongodb.real;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerFetchException;
import org.testcontainers.mongodb.MongoDBContainer;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Against the public image, where there is a container engine that can get it; skipped elsewhere. */
class MongoContainerIT extends RealServerContract {
    private static final String IMAGE = "mongo:8.0";
    private static final MongoDBContainer MONGODB = new MongoDBContainer(IMAGE).withReplicaSet();

    @BeforeAll
    static void startContainer() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "there is no container engine");
        try {
            MONGODB.getDockerImageName();
        } catch (ContainerFetchException e) {
            abort("the image " + IMAGE + " cannot be had: " + e.getMessage());
        }
        MONGODB.start();
    }

    @AfterAll
    static void stopContainer() {
        MONGODB.stop();
    }

    @Override
    String uri() {
        return MONGODB.getConnectionString();
    }
}
