# Stands in for the official node image: the same program at the same place.
ARG BASE
FROM ${BASE}
COPY node /usr/local/bin/node
