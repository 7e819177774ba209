import type { Role } from '#accounts/models/membership'
import { MAY, ROLES } from '#accounts/permissions'
import type { Scope } from '#entities/entity_scope'

/** How somebody hears of a kind by mail: within minutes, once a day, or not at all. */
export const MAIL_WAYS = ['now', 'digest', 'off'] as const
export type MailWay = (typeof MAIL_WAYS)[number]

export interface Choice {
  /** Stands in the app, and counts there until it is read. */
  app: boolean
  mail: MailWay
}

interface Kind {
  /**
   * What it is about: those who distribute hear of leads, those who bill of money and of the account's own plan, those who
   * manage of the system. What is one's `own` is told to that person alone, whatever their role.
   */
  group: 'own' | 'leads' | 'money' | 'plan' | 'system'
  /** What holds for who chose nothing: mails for what should not wait, no flood. */
  usual: Choice
}

/** Everything people can be told. One more is a line here, its words, and a line of `read_event` or a check. */
export const KINDS = {
  mentioned: { group: 'own', usual: { app: true, mail: 'now' } },
  lead_assigned: { group: 'own', usual: { app: true, mail: 'now' } },
  task_due: { group: 'own', usual: { app: true, mail: 'digest' } },
  lead_activity: { group: 'own', usual: { app: true, mail: 'off' } },
  cap_reached: { group: 'leads', usual: { app: true, mail: 'digest' } },
  partner_failing: { group: 'leads', usual: { app: true, mail: 'digest' } },
  endpoint_disabled: { group: 'leads', usual: { app: true, mail: 'now' } },
  unsold_high: { group: 'leads', usual: { app: true, mail: 'now' } },
  lead_returned: { group: 'leads', usual: { app: true, mail: 'digest' } },
  wish_asked: { group: 'leads', usual: { app: true, mail: 'digest' } },
  balance_low: { group: 'money', usual: { app: true, mail: 'digest' } },
  invoice_sent: { group: 'money', usual: { app: true, mail: 'off' } },
  invoice_unsent: { group: 'money', usual: { app: true, mail: 'now' } },
  invoice_overdue: { group: 'money', usual: { app: true, mail: 'digest' } },
  trial_ending: { group: 'plan', usual: { app: true, mail: 'now' } },
  plan_limit: { group: 'plan', usual: { app: true, mail: 'now' } },
  webhook_disabled: { group: 'system', usual: { app: true, mail: 'now' } },
  // For the account's own systems in the first place: people see it on the request.
  erasure_asked: { group: 'system', usual: { app: false, mail: 'off' } },
  erasure_overdue: { group: 'system', usual: { app: true, mail: 'now' } },
  agency_entered: { group: 'system', usual: { app: true, mail: 'digest' } },
} as const satisfies Record<string, Kind>

export type NoticeKind = keyof typeof KINDS
export const NOTICE_KINDS = Object.keys(KINDS) as NoticeKind[]

export const isKind = (text: unknown): text is NoticeKind =>
  typeof text === 'string' && Object.hasOwn(KINDS, text)

/** Who acts on a kind; they may have it by mail. Who only looks sees all that pages show them. */
const ACTS: Record<Kind['group'], readonly Role[]> = {
  own: ROLES,
  leads: MAY.operate,
  money: MAY.bill,
  plan: MAY.bill,
  system: MAY.manage,
}

/** The pages these lead to are not there for who only looks. */
const CLOSED: readonly Kind['group'][] = ['plan', 'system']

export const kindsFor = (role: Role): NoticeKind[] =>
  NOTICE_KINDS.filter(
    (kind) => acts(role, kind) || (role === 'viewer' && !CLOSED.includes(KINDS[kind].group))
  )

/** What a limited place hears of, as far as it is about its entities. */
export const WITHIN: readonly Kind['group'][] = ['own', 'leads']

/** Kinds of a place that may be limited: money and the system are the whole account's. */
export const kindsWithin = (role: Role, scope: Scope): NoticeKind[] =>
  kindsFor(role).filter((kind) => !scope || WITHIN.includes(KINDS[kind].group))

export const acts = (role: Role, kind: NoticeKind): boolean =>
  ACTS[KINDS[kind].group].includes(role)
