/*
 * Node-RED doing the same errand, where it is installed: a flow of http in, function (judge), http request, function
 * (read the answer), http response, with two rows per lead in SQLite (write-ahead log, synchronous = NORMAL).
 */
import { createRequire } from 'node:module'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { answers, freePort, start, stop } from './processes.mjs'
import { PLACES } from './sample.mjs'

function installed() {
  const places = [process.env.BENCH_NODE_RED, join(dirname(process.execPath), '../lib/node_modules/node-red')]
  const require = createRequire(import.meta.url)
  for (const place of [...places, 'node-red']) {
    if (!place) continue
    try {
      const file = require.resolve(`${place}/package.json`)
      return { script: join(dirname(file), 'red.js'), version: require(file).version }
    } catch {
      // Not there: the next place.
    }
  }
  return null
}

/** Null where Node-RED is not installed. */
export async function startNodeRed({ partners, partnerUrl, folder }) {
  const found = installed()
  if (!found) return null
  await mkdir(folder, { recursive: true })
  const port = await freePort()
  await writeFile(join(folder, 'flows.json'), JSON.stringify(flow(partners, partnerUrl)))
  const database = createRequire(import.meta.url).resolve('better-sqlite3')
  await writeFile(
    join(folder, 'settings.js'),
    `const db = new (require(${JSON.stringify(database)}))(${JSON.stringify(join(folder, 'leads.sqlite3'))})
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.exec('create table leads (id text primary key, data text); create table results (id text primary key, data text)')
    const into = (table) => { const add = db.prepare('insert into ' + table + ' values (?, ?)'); return (id, data) => add.run(id, JSON.stringify(data)) }
    module.exports = { flowFile: 'flows.json', uiHost: '127.0.0.1', uiPort: ${port}, httpAdminRoot: false,
      functionGlobalContext: { storeLead: into('leads'), storeResult: into('results') },
      logging: { console: { level: 'error' } }, diagnostics: { enabled: false } }`
  )
  const child = start(found.script, ['--userDir', folder, '--settings', join(folder, 'settings.js')])
  await answers(`http://127.0.0.1:${port}/alive`, child)
  return {
    name: 'Node-RED',
    version: found.version,
    url: `http://127.0.0.1:${port}`,
    path: '/lead',
    headers: { 'content-type': 'application/json' },
    pids: () => [child.pid],
    stop: () => stop(child),
  }
}

function flow(partners, partnerUrl) {
  const rules = JSON.stringify(PLACES.slice(0, partners).map((region, i) => ({ region, id: `buyer-${i + 1}` })))
  const judge = `
    const lead = msg.payload.values
    if (!lead || !lead.email) { msg.statusCode = 422; return [null, msg] }
    const rule = ${rules}.find((one) => lead.ownership === 'owner' && lead.monthly_bill >= 50 && lead.region === one.region)
    msg.lead = { id: RED.util.generateId(), partner: rule.id, values: lead }
    msg.url = '${partnerUrl}/' + rule.id
    msg.headers = { 'content-type': 'application/json' }
    msg.payload = { email: lead.email, phone: lead.phone, name: lead.last_name, bill: lead.monthly_bill }
    global.get('storeLead')(msg.lead.id, msg.lead)
    return [msg, null]`
  const read = `
    const sold = msg.payload && msg.payload.status === 'ok'
    const row = { id: msg.lead.id, status: sold ? 'sold' : 'unsold', answer: msg.payload }
    msg.payload = row
    msg.statusCode = 201
    msg.headers = {}
    global.get('storeResult')(row.id, row)
    return msg`
  return [
    { id: 'tab', type: 'tab', label: 'leads' },
    { id: 'alive', type: 'http in', z: 'tab', url: '/alive', method: 'get', wires: [['out']] },
    { id: 'in', type: 'http in', z: 'tab', url: '/lead', method: 'post', wires: [['judge']] },
    { id: 'judge', type: 'function', z: 'tab', func: judge, outputs: 2, wires: [['send'], ['out']] },
    { id: 'send', type: 'http request', z: 'tab', method: 'POST', ret: 'obj', url: '', persist: true, wires: [['read']] },
    { id: 'read', type: 'function', z: 'tab', func: read, outputs: 1, wires: [['out']] },
    { id: 'out', type: 'http response', z: 'tab', wires: [] },
  ]
}
