import type pg from "pg"
import { openPool, waitOutAbsence } from "#db/client"

/** In milliseconds: how long the queue's statements wait for a database that is away. */
const PATIENCE = 60_000

/**
 * Each statement is planned for what the queue holds at the moment, and by its indexes: a plan kept from when it was empty reads
 * all that waits, many times over, for every few jobs it takes.
 */
const SETTINGS = "-c plan_cache_mode=force_custom_plan -c enable_seqscan=off"

/** The connections of the job queue. */
export const openQueuePool = (url: string, name: string): pg.Pool =>
  waitOutAbsence(openPool(url, { max: 7, name, plainTypes: true, settings: SETTINGS }), PATIENCE)
