# syntax=docker/dockerfile:1

# Debian 13: its C++ runtime loads the parser's prebuilt binary, which Debian 12's (and so the plain node:22-slim of old) does not.
FROM node:22-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build && rm -rf lib/sandbox lib/demo lib/demo.js lib/*.tsbuildinfo

FROM node:22-trixie-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM node:22-trixie-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    MAESTRO_DATA_DIR=/data
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/lib ./lib
COPY package.json app.yml ./
COPY docs/rules ./docs/rules
# Facts about files that were read before; a volume stays writable when the root file system is not.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Nothing is written outside /data, so the root file system can be read-only: docker run --read-only …
# Node itself is process 1, so that a stop signal reaches it without a shell in between.
CMD ["node", "lib/start.js"]
