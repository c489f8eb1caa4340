# One image, two roles: start it with ROLE=web or ROLE=worker. It needs DATABASE_URL, SMTP_URL and SECRET_KEY;
# the embedded PostgreSQL of `npm start` is not in it.

FROM node:22-bookworm-slim AS build
WORKDIR /app
# What `npm ci` and the Prisma client are made from comes first, so that a change of the code reuses these layers.
# Install scripts are not run: none is needed here, and some download or report.
COPY package.json package-lock.json .npmrc prisma.config.ts ./
COPY scripts scripts
COPY prisma/*.prisma prisma/
RUN npm ci --ignore-scripts && node scripts/generate.mjs
COPY tsconfig.json tsconfig.build.json ./
COPY locales locales
COPY src src
RUN npm run build
# What only builds, tests or serves the embedded database goes.
RUN node scripts/production.mjs

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/app/var
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY prisma prisma
COPY locales locales
# The program's files belong to root; it runs as another user and writes only to its data folder.
RUN mkdir var && chown node:node var
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--max-semi-space-size=64", "dist/run/main.js"]
