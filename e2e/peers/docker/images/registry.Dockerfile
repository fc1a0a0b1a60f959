# Stands in for the official registry image: Debian's build of the same program, with the same folders.
ARG BASE
FROM ${BASE}
RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends docker-registry && rm -rf /var/lib/apt/lists/* && mkdir -p /var/lib/registry /etc/docker/registry
COPY registry.yml /etc/docker/registry/config.yml
ENTRYPOINT ["docker-registry", "serve"]
CMD ["/etc/docker/registry/config.yml"]
