# A compile server with the same compilers as the builder's image.
ARG SIMULATOR_IMAGE=ghcr.io/omnetpp/omnetpp:u24.04-6.3.0

FROM ${SIMULATOR_IMAGE}
USER root
RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ca-certificates ccache distcc g++ git make tini && rm -rf /var/lib/apt/lists/* && update-distcc-symlinks && useradd --uid 10000 --user-group --create-home simswarm
COPY serve.sh check.sh /opt/simswarm/
USER simswarm
WORKDIR /home/simswarm
ENV ALLOWED_NETWORK=127.0.0.1
EXPOSE 3632
HEALTHCHECK --interval=15s --timeout=20s --start-period=30s --retries=3 CMD ["/opt/simswarm/check.sh"]
ENTRYPOINT ["tini", "--", "/opt/simswarm/serve.sh"]
