/*
 * The partners of all systems under measurement: one endpoint that reads a lead and accepts it.
 */
import { createServer } from 'node:http'

let asked = 0
const server = createServer((request, response) => {
  request.on('data', () => {})
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(`{"status":"ok","id":"buyer-${++asked}"}`)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })}\n`)
)
