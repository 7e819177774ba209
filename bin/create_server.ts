import { type RequestListener, createServer } from 'node:http'

/**
 * Proxies keep idle connections for up to two minutes (Caddy) and send the next request on one of them. Were it closed
 * here first, the request would be lost on its way: whoever keeps it closes it.
 */
const KEEP_IDLE_MS = 125_000

/** Node's server, as the app and its tests run it. */
export const createHttpServer = (answer: RequestListener) =>
  createServer({ keepAliveTimeout: KEEP_IDLE_MS }, answer)
