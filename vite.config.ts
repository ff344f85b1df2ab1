// Builds the client, and says where the tests are.

import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** Readers' script and style; those of the desk, the dashboard and the API page are other files, loaded there alone. */
const entries = [
  'client/main.ts',
  'client/style/main.css',
  'client/desk.ts',
  'client/style/desk.css',
  'client/dashboard.ts',
  'client/style/dashboard.css',
  'client/style/api.css',
  'client/share.ts',
  'client/style/share.css',
  'client/style/embed.css',
  'client/style/revisions.css',
  'client/worker.ts',
  'client/draft.ts',
  'client/style/room.css',
].filter(file => existsSync(file))

export default defineConfig({
  publicDir: false,
  build: {
    manifest: true,
    target: 'es2022',
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: entries,
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
  test: {
    // Threads find what `npm run build` compiled (server/warm.ts).
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') },
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/*.test.ts', 'test/{shared,db,server,client,prove}/**/*.test.ts'],
          globalSetup: ['test/helpers/postgres.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], expect: { poll: { timeout: 5_000 } } },
      },
    ],
  },
})
