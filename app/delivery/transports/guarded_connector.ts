import { lookup as systemLookup, type LookupAddress } from 'node:dns'
import { isIP } from 'node:net'
import { buildConnector } from 'undici'
import { TransportError } from '#sdk'
import type { AddressGuard } from '#delivery/transports/denied_addresses'

/** Resolves a name to all its addresses. */
export type Lookup = (
  hostname: string,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void
) => void

const resolveAll: Lookup = (hostname, callback) =>
  systemLookup(hostname, { all: true, verbatim: true }, callback)

/** Longest wait for DNS, TCP and TLS together; a request's own deadline is usually shorter. */
const CONNECT_TIMEOUT_MS = 30_000

/**
 * Opens connections only to addresses the guard lets through: an IP literal is checked as it stands, a name after it
 * was resolved, and the socket's own remote address once more. The name stays in TLS and in the Host header.
 */
export function guardedConnector(guard: AddressGuard, lookup: Lookup = resolveAll) {
  const connect = buildConnector({
    timeout: CONNECT_TIMEOUT_MS,
    rejectUnauthorized: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: 1000,
    // What this hands over is dialled as it is: no second resolution can answer something else.
    lookup(hostname: string, options: { all?: boolean }, callback: (...result: unknown[]) => void) {
      lookup(hostname, (error, addresses) => {
        if (error) return callback(error)
        if (addresses.length === 0) return callback(dnsError(hostname))
        const picked = guard.pick(addresses)
        if (!picked.ok) return callback(denied(hostname, picked.problem))
        if (options.all) return callback(null, picked.value)
        callback(null, picked.value[0].address, picked.value[0].family)
      })
    },
  } as buildConnector.BuildOptions)

  return (options: buildConnector.Options, callback: buildConnector.Callback): void => {
    const { hostname } = options
    if (isIP(hostname) && !guard.mayDial(hostname)) {
      process.nextTick(callback, denied(hostname, hostname), null)
      return
    }
    connect(options, (...[error, socket]) => {
      if (error) return callback(connectError(error, options), null)
      const address = socket!.remoteAddress ?? ''
      if (guard.mayDial(address)) return callback(null, socket!)
      socket!.on('error', () => undefined).destroy()
      callback(denied(hostname, address), null)
    })
  }
}

function denied(hostname: string, address: string): TransportError {
  const where = hostname === address ? address : `${hostname} leads to ${address}, which`
  return new TransportError(
    'refused',
    false,
    `${where} is not a public address; DELIVERY_ALLOW_PRIVATE lists the private networks deliveries may reach`
  )
}

const dnsError = (hostname: string) =>
  new TransportError('dns', false, `the host ${hostname} has no address`)

const NETWORK_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'ECONNABORTED',
  'EPIPE',
  'EMFILE',
])

/** Nothing was sent yet, whatever went wrong here. */
function connectError(error: Error, options: buildConnector.Options): TransportError {
  const first = error instanceof AggregateError ? (error.errors[0] as Error) : error
  if (first instanceof TransportError) return first
  const { code = '', syscall } = first as NodeJS.ErrnoException
  const place = `${options.hostname}:${options.port || (options.protocol === 'https:' ? 443 : 80)}`
  const cause = { cause: error }
  if (syscall === 'getaddrinfo' || code === 'ENOTFOUND')
    return new TransportError(
      'dns',
      false,
      `the host ${options.hostname} is not known (${code})`,
      cause
    )
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return new TransportError('timeout', false, `no connection to ${place} in time`, cause)
  if (options.protocol === 'https:' && !NETWORK_CODES.has(code))
    return new TransportError(
      'tls',
      false,
      `no safe connection to ${place}: ${first.message}`,
      cause
    )
  return new TransportError(
    'connect',
    false,
    `no connection to ${place}: ${code || first.message}`,
    cause
  )
}
