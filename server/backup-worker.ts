// Copies one consistent state of a SQLite file into a new one, away from the server's thread.

import { workerData } from 'node:worker_threads'
import { copyDatabase } from '../db/copy.ts'

const { from, to } = workerData as { from: string; to: string }
copyDatabase(from, to)
