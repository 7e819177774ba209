import { BlockList, isIP, isIPv4 } from 'node:net'
import { type Result, fail, ok } from '#shared/result'

/*
 * Addresses a delivery never reaches, whatever name or spelling leads there (docs: IANA special-purpose registries).
 * IPv6 is the other way round: only global unicast, without the parts of it that are special.
 */
const DENIED_V4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8',
  '100.64.0.0/10', // carrier-grade NAT; some clouds' metadata
  '127.0.0.0/8',
  '169.254.0.0/16', // link-local; most clouds' metadata
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '255.255.255.255/32',
  '168.63.129.16/32', // Azure's metadata and DNS, a public address
]
const GLOBAL_V6 = ['2000::/3']
const DENIED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const deniedV4 = listOf(DENIED_V4)
const globalV6 = listOf(GLOBAL_V6)
const deniedV6 = listOf(DENIED_V6)

/** Reads `DELIVERY_ALLOW_PRIVATE`: comma-separated CIDRs or single addresses. The problem names the wrong entry. */
export function parseAllowList(text: string | undefined): Result<BlockList, string> {
  const list = new BlockList()
  for (const entry of (text ?? '').split(',').map((part) => part.trim())) {
    if (entry === '') continue
    try {
      addTo(list, entry)
    } catch {
      return fail(`DELIVERY_ALLOW_PRIVATE: "${entry}" is not a network such as 10.0.0.0/8`)
    }
  }
  return ok(list)
}

/** Which of a host's addresses a delivery may dial. */
export class AddressGuard {
  constructor(private allowed: BlockList) {}

  /**
   * All addresses a name resolves to, or the first denied one: one bad answer spoils the name. Only where the
   * operator has listed an address does it count alone, so that a listed 127.0.0.1 works beside an unlisted ::1.
   */
  pick<A extends { address: string }>(addresses: readonly A[]): Result<A[], string> {
    const listed = addresses.filter(({ address }) => this.#isListed(plainAddress(address)))
    if (listed.length > 0) return ok(listed)
    const denied = addresses.find(({ address }) => !this.mayDial(address))
    return denied ? fail(denied.address) : ok([...addresses])
  }

  /** What is no IP address at all is refused. */
  mayDial(address: string): boolean {
    const plain = plainAddress(address)
    if (plain === null) return false
    if (this.#isListed(plain)) return true
    if (isIPv4(plain)) return !deniedV4.check(plain, 'ipv4')
    return globalV6.check(plain, 'ipv6') && !deniedV6.check(plain, 'ipv6')
  }

  #isListed(plain: string | null): boolean {
    return plain !== null && this.allowed.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')
  }
}

/** One spelling of an address: no brackets, no zone, IPv4 inside IPv6 as IPv4. Null: it is none. */
function plainAddress(address: string): string | null {
  const text = address.replace(/^\[|\]$/g, '').split('%', 1)[0]
  if (isIPv4(text)) return text
  if (isIP(text) !== 6) return null
  const short = new URL(`http://[${text}]/`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(short)
  if (!mapped) return short
  const [high, low] = [Number.parseInt(mapped[1], 16), Number.parseInt(mapped[2], 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

function addTo(list: BlockList, entry: string): void {
  const [address, prefix, more] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || more !== undefined) throw new Error('no address')
  const type = family === 4 ? 'ipv4' : 'ipv6'
  if (prefix === undefined) list.addAddress(address, type)
  else if (/^\d{1,3}$/.test(prefix)) list.addSubnet(address, Number(prefix), type)
  else throw new Error('no prefix')
}

function listOf(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) addTo(list, entry)
  return list
}
