# The full Debian image has the compiler that better-sqlite3 needs when no binary of it can be fetched.
FROM node:24.22.3-bookworm AS build
WORKDIR /build
COPY package.json package-lock.json ./
COPY patches patches
# A package of swagger-ui reports its installation to its makers.
RUN SCARF_ANALYTICS=false npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build && npm prune --omit=dev

# Debian, not Alpine: nodejs-polars and Temporal's SDK ship binaries for glibc.
FROM node:24.22.3-bookworm-slim
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Loopwatch" \
      org.opencontainers.image.description="Uptime reports of stores within their business hours, as durable Temporal workflows" \
      org.opencontainers.image.version="0.3.0" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.base.name="docker.io/library/node:24.22.3-bookworm-slim"
WORKDIR /app
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY package.json LICENSE ./
COPY src/web src/web
COPY sample sample
RUN install --directory --mode=700 --owner=1000 --group=1000 /var/lib/loopwatch
# The API listens on all addresses of the container, and refuses to start without an API key.
# The malloc threshold returns columns of a few MB to the system at once: docs/scaling.md says what that saves.
ENV NODE_ENV=production \
    MALLOC_MMAP_THRESHOLD_=4194304 \
    LOOPWATCH_DATA=/var/lib/loopwatch \
    LOOPWATCH_CACHE=/var/lib/loopwatch/cache \
    LOOPWATCH_HOST=0.0.0.0
USER 1000:1000
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/livez').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["api"]
