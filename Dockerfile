# One image per service:  docker build --build-arg SERVICE=deploy-orchestrator -t slipway/deploy-orchestrator .
# SERVICE is a module that can be started: deploy-orchestrator, notification-service, config-service,
# backup-service,
# slipway-standalone, slipway-cli.
# Run them with --init: what a service starts may leave processes behind that somebody has to reap.
ARG MAVEN_IMAGE=maven:3.9-eclipse-temurin-25
ARG JRE_IMAGE=eclipse-temurin:25-jre

# The poms alone, so that the layer with the dependencies is built again only when one of them changes.
FROM ${MAVEN_IMAGE} AS poms
WORKDIR /src
COPY . .
RUN mkdir /poms && find . -name pom.xml -exec cp --parents {} /poms \;

FROM ${MAVEN_IMAGE} AS build
# Further options of Maven, for example the settings of a mirror.
ARG MAVEN_FLAGS=""
WORKDIR /src
# Without sources this packages nothing, and needs every plugin and library that the real thing needs.
COPY --from=poms /poms ./
RUN mvn -B -q ${MAVEN_FLAGS} -DskipTests -Djacoco.skip=true -Dspotless.check.skip=true package \
 && find . -name target -type d -prune -exec rm -rf {} +
COPY . .
RUN mvn -B -q ${MAVEN_FLAGS} -DskipTests -Djacoco.skip=true -Dspotless.check.skip=true package
# Other people's libraries change seldom and ours with every build: a layer for each.
RUN for app in */target/app; do \
      service=${app%%/*} && mkdir -p "/out/$service/ours/lib" && cp -r "$app/lib" "/out/$service/theirs" \
   && cp "$app/$service.jar" "/out/$service/ours/slipway.jar" \
   && for module in */pom.xml; do \
        mv "/out/$service/theirs/${module%/pom.xml}"-*.jar "/out/$service/ours/lib/" 2>/dev/null || true; \
      done; \
    done

FROM ${JRE_IMAGE}
# Debian or Ubuntu packages for what the orchestrator shall build and run in its container, for example: git
ARG PACKAGES=""
RUN if [ -n "${PACKAGES}" ]; then \
      apt-get update -qq && apt-get install -y -qq --no-install-recommends ${PACKAGES} && rm -rf /var/lib/apt/lists/*; \
    fi
# A number, so that a platform that asks for a user other than root can tell.
RUN groupadd --gid 10001 slipway \
 && useradd --uid 10001 --gid slipway --no-create-home --home-dir /var/lib/slipway --shell /usr/sbin/nologin slipway \
 && install -d -o slipway -g slipway -m 700 /var/lib/slipway
COPY docker/healthcheck /usr/local/bin/healthcheck
ARG SERVICE
COPY --from=build /out/${SERVICE}/theirs /opt/slipway/lib
COPY --from=build /out/${SERVICE}/ours /opt/slipway
USER 10001:10001
WORKDIR /var/lib/slipway
VOLUME /var/lib/slipway
# A container's own network ends at the container, so listening on all of it exposes nothing by itself.
ENV SLIPWAY_DATA=/var/lib/slipway \
    SLIPWAY_KAFKA_DATA_FOLDER=/var/lib/slipway \
    SLIPWAY_ADDRESS=0.0.0.0 \
    SLIPWAY_PROCESS_ADDRESS=0.0.0.0 \
    SERVER_ADDRESS=0.0.0.0 \
    SERVER_PORT=8480
EXPOSE 8480
HEALTHCHECK --interval=5s --timeout=4s --start-period=90s --retries=6 CMD ["/usr/local/bin/healthcheck"]
# Half of the container's memory is the heap's; what the JVM has beside it, and what it starts, need the rest. Further
# flags go into JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-XX:+UseCompactObjectHeaders", \
    "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED", "-jar", "/opt/slipway/slipway.jar"]
