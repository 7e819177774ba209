# One image for every part an install runs: web, worker and the step that migrates (docs/operations.md).
# Its folder is the same as of an install by hand: /sluice/build is run, what is written lies in /sluice/storage.
ARG NODE_IMAGE=docker.io/library/node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /sluice
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund --loglevel=error
COPY . .
# The key is of this step alone: nothing that is built knows it.
RUN NODE_ENV=production APP_KEY=only-for-this-step-of-the-build-0123456789 \
    node ace.js build --tsconfig=tsconfig.build.json
RUN npm prune --omit=dev --omit=optional --no-audit --no-fund --loglevel=error

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3333 STORAGE_PATH=/sluice/storage DEMO=false \
    NODE_OPTIONS="--max-semi-space-size=16" LOG_LEVEL=info
WORKDIR /sluice/build
COPY --from=build /sluice/package.json /sluice/
COPY --from=build /sluice/node_modules /sluice/node_modules
COPY --from=build /sluice/build /sluice/build
RUN mkdir /sluice/storage && chown node:node /sluice/storage
USER node
VOLUME /sluice/storage
EXPOSE 3333
# Of a worker, which has no port, compose.yml says otherwise.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "bin/server.js"]
