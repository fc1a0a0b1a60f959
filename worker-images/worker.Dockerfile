# Builds projects and runs simulations: one image for the builder and the runner, told apart by their command.
# Both base images are arguments, so that any OMNeT++ version, and a machine without these registries, will do.
ARG SIMULATOR_IMAGE=ghcr.io/omnetpp/omnetpp:u24.04-6.3.0
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS node

FROM ${SIMULATOR_IMAGE}
USER root
# The same line as in distcc.Dockerfile: the layer is made and kept once, and both have the same compilers.
RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates ccache distcc g++ git make tini && rm -rf /var/lib/apt/lists/* && update-distcc-symlinks && useradd --uid 10000 --user-group --create-home simswarm
COPY --from=node /usr/local/bin/node /usr/local/bin/node
# Named volumes take over the owner of the folder they are mounted on when they are new.
RUN mkdir /cache && chown simswarm:simswarm /cache
COPY alive.mjs builder.mjs runner.mjs distcc-keeping-dependencies.sh /opt/simswarm/
USER simswarm
WORKDIR /home/simswarm
ENV NODE_ENV=production
# Both touch this file as long as they live; a program that starts in a moment asks, since there are as many runners as cores.
HEALTHCHECK --interval=15s --timeout=20s --start-period=60s --retries=4 CMD find /tmp/alive -mmin -1 | grep -q .
# The base image's own entry point, if it has one, is for a shell; ours is an init that forwards signals and takes in orphans.
ENTRYPOINT ["tini", "--", "node", "--import", "/opt/simswarm/alive.mjs"]
CMD ["/opt/simswarm/runner.mjs"]
