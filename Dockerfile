# Parley in a container: installed and built in the first stage, run without rights and without build tools in the second.

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Nothing that is installed needs to run code for it: Node is the image's own, and native parts come built.
RUN npm ci --ignore-scripts
COPY . .
RUN npm run -s build && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production \
    PORT=3000 \
    DATA_DIR=/data \
    NODE_COMPILE_CACHE=/home/node/compiled
WORKDIR /app
COPY --from=build /app/package.json /app/LICENSE ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/shared ./shared
COPY --from=build /app/db ./db
COPY --from=build /app/server ./server
RUN mkdir /data && chown node:node /data
USER node
# What threads run is compiled once, by the user who runs it (server/warm.ts).
RUN node server/warm.ts
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then(a => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/main.ts"]
