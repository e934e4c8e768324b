# The flyball command with all its services: docker build -t flyball .
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build

# Plugins and dependencies first, by building the modules while they are empty: they are fetched again only when a
# pom.xml changes.
COPY .mvn .mvn
COPY pom.xml ./
COPY schemas/pom.xml schemas/
COPY embedded/pom.xml embedded/
COPY cache/pom.xml cache/
COPY ingest/pom.xml ingest/
COPY processor/pom.xml processor/
COPY optimizer/pom.xml optimizer/
COPY loadgen/pom.xml loadgen/
COPY cli/pom.xml cli/
COPY benchmarks/pom.xml benchmarks/
RUN mvn -B -ntp -q package -Dmaven.test.skip -Dspotless.check.skip && rm -rf ./*/target

COPY . .
RUN mvn -B -ntp -q package -Dmaven.test.skip -Dspotless.check.skip

FROM eclipse-temurin:17-jre
RUN useradd --create-home --uid 10001 flyball
COPY --from=build /build/cli/target/flyball/lib /opt/flyball/lib
USER flyball
WORKDIR /home/flyball

# A third of the memory stays for RocksDB, threads and buffers. A process without memory left ends, and is restarted,
# rather than going on half alive.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/flyball/lib/*", "dev.flyball.cli.FlyballCommand"]
CMD ["--help"]
