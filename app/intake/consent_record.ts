import { datetimeOf } from '#entities/fields/datetime'
import { isRecord } from '#entities/fields/reader'
import { foldKey } from '#intake/match_keys'

/** What somebody agreed to, as it came with a lead. Times are ms. */
export interface ConsentRecord {
  text: string | null
  version: string | null
  /** When it was given, as the sender says; null: it does not say. */
  givenAt: number | null
  ip: string | null
  userAgent: string | null
  page: string | null
  form: string | null
  formVersion: string | null
  /** Certificates of others, such as TrustedForm's. */
  evidence: Evidence[]
}

export interface Evidence {
  kind: 'trusted_form' | 'jornaya' | 'other'
  value: string
}

const EVIDENCE: Record<string, Evidence['kind']> = {
  trustedformcerturl: 'trusted_form',
  xxtrustedformcerturl: 'trusted_form',
  trustedformurl: 'trusted_form',
  trustedform: 'trusted_form',
  universalleadid: 'jornaya',
  leadidtoken: 'jornaya',
  jornayaleadid: 'jornaya',
  jornaya: 'jornaya',
  certificateurl: 'other',
  evidenceurl: 'other',
}
const LONG = 2_000
const SHORT = 255
const MOST = 50

const text = (value: unknown, max: number): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  // PostgreSQL stores no NUL.
  const clean = String(value).replaceAll('\0', '').trim()
  return clean === '' ? null : clean.slice(0, max)
}

const timeOf = (value: unknown): number | null => {
  if (typeof value !== 'string') return null
  const read = datetimeOf(value)
  const ms = read.ok ? Date.parse(String(read.value)) : Number.NaN
  return Number.isFinite(ms) ? ms : null
}

/** Certificates, under the names their makers give them, in whatever came beside the values. */
export function evidenceIn(...places: readonly unknown[]): Evidence[] {
  const found = new Map<string, Evidence>()
  for (const place of places) {
    if (!isRecord(place)) continue
    for (const [name, value] of Object.entries(place)) {
      const kind = EVIDENCE[foldKey(name)]
      const written = kind && text(value, LONG)
      if (written) found.set(written, { kind, value: written })
    }
    if (Array.isArray(place.evidence))
      for (const one of place.evidence.slice(0, MOST)) {
        const written = text(isRecord(one) ? (one.url ?? one.value) : one, LONG)
        if (written && !found.has(written))
          found.set(written, { kind: kindOf(written), value: written })
      }
  }
  return [...found.values()]
}

const kindOf = (value: string): Evidence['kind'] =>
  /^https:\/\/cert\.trustedform\.com\//i.test(value) ? 'trusted_form' : 'other'

/** Reads a lead's consent; a form that asked for several things at once made `items` of them, each a record of its own. */
export function readConsents(consent: unknown, extra: unknown): ConsentRecord[] {
  if (!isRecord(consent)) return []
  const evidence = evidenceIn(consent, extra)
  const items = Array.isArray(consent.items) ? consent.items.filter(isRecord).slice(0, MOST) : []
  const said = items.length > 0 ? items.map((item) => ({ ...consent, ...item })) : [consent]
  return said.map((one: Record<string, unknown>) => ({
    text: text(one.text, 10_000),
    version: text(one.version, SHORT),
    givenAt: timeOf(one.at),
    ip: text(one.ip, 64),
    userAgent: text(one.user_agent, LONG),
    page: text(one.page ?? one.url, LONG),
    form: text(one.form, SHORT),
    formVersion: text(one.form_version, SHORT),
    evidence,
  }))
}
