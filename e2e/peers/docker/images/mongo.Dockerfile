# Stands in for the official mongo image: FerretDB with the same port, folder, variables and health command.
ARG BASE
FROM ${BASE}
RUN useradd --uid 999 --user-group mongodb && mkdir -p /data/db && chown mongodb:mongodb /data/db
COPY ferretdb /usr/local/bin/ferretdb
COPY mongo-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
COPY mongosh.sh /usr/local/bin/mongosh
USER mongodb
ENTRYPOINT ["docker-entrypoint.sh"]
CMD ["mongod"]
