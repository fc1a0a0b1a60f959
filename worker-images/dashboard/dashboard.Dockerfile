# The queues as a page: bull-board behind a login, and the same login before the visualizer.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE}
USER root
RUN apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends tini && rm -rf /var/lib/apt/lists/* && useradd --uid 10000 --user-group --create-home simswarm
COPY dashboard.mjs /opt/simswarm/
COPY ui /opt/simswarm/ui
USER simswarm
WORKDIR /opt/simswarm
ENV NODE_ENV=production
EXPOSE 9181 8080
HEALTHCHECK --interval=15s --timeout=20s --start-period=60s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:9181/health').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node"]
CMD ["/opt/simswarm/dashboard.mjs"]
