# Takes the visualizer's place where its image cannot be had: a page on the same port that asks the same socket for the nodes.
ARG NODE
FROM ${NODE}
COPY visualizer.mjs /app/visualizer.mjs
CMD ["node", "/app/visualizer.mjs"]
