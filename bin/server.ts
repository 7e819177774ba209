/*
 * Boots the HTTP server.
 */
import { describeFailure } from './describe_failure.js'
import { ensureNode24 } from './node24.mjs'

if (ensureNode24(import.meta.url)) {
  await import('reflect-metadata')
  const { Ignitor, prettyPrintError } = await import('@adonisjs/core')
  const { createHttpServer } = await import('./create_server.js')

  const APP_ROOT = new URL('../', import.meta.url)
  const IMPORTER = (filePath: string) =>
    filePath.startsWith('./') || filePath.startsWith('../')
      ? import(new URL(filePath, APP_ROOT).href)
      : import(filePath)

  new Ignitor(APP_ROOT, { importer: IMPORTER })
    .tap((app) => {
      app.booting(async () => {
        await import('#start/env')
      })
      // node's server.close waits for idle keep-alive and event-stream connections for ever: cut them after a grace.
      const stop = async () => {
        const server = await app.container.make('server')
        setTimeout(() => {
          const node = server.getNodeServer()
          if (node && 'closeAllConnections' in node) node.closeAllConnections()
        }, 1500).unref()
        await app.terminate()
      }
      app.listen('SIGTERM', stop)
      app.listen('SIGINT', stop)
    })
    .httpServer()
    .start(createHttpServer)
    .catch((error) => {
      process.exitCode = 1
      const lines = describeFailure(error)
      if (lines) process.stderr.write(`${lines.join('\n')}\n`)
      else prettyPrintError(error)
    })
}
