/*
 * What a new automation may begin with. What it names of the account is filled in where there is only one thing it can be;
 * the rest stays open and is asked for in the editor.
 */
import type { RouteNode } from '../profiles.js'
import type { AutomationDocument } from './types.js'

export const TEMPLATES = ['sell', 'tell', 'pause', 'empty'] as const
export type Template = (typeof TEMPLATES)[number]

/** What each is about; `empty` may be about both. */
export const ABOUT: Record<Template, 'lead' | 'partner' | null> = {
  sell: 'lead',
  tell: 'lead',
  pause: 'partner',
  empty: null,
}

export interface TemplateAround {
  stages: readonly string[]
  /** Key of the first profile of the entity. */
  profile: string | null
  /** Who is told, if nobody else is. */
  email: string
  t: (key: string) => string
}

const LIMITS = { per_subject_hour: 10, per_minute: 600 }

/** Nodes one behind the other. */
function inARow(...nodes: [id: string, node: RouteNode][]): AutomationDocument {
  return {
    limits: LIMITS,
    route: {
      start: nodes[0][0],
      nodes: Object.fromEntries(
        nodes.map(([id, node], i) => {
          const next = nodes[i + 1]?.[0]
          return [id, next ? { ...node, ports: { out: next } } : node]
        })
      ),
    },
  }
}

export function templateDocument(
  template: Template,
  { stages, profile, email, t }: TemplateAround
): AutomationDocument | undefined {
  switch (template) {
    case 'sell': {
      const to = stages.find((one) => /qualif/i.test(one)) ?? stages[1] ?? stages[0]
      return inARow(
        ['trigger', { type: 'stage_changed', ...(to && { to }) }],
        ['distribute', { type: 'distribute', ...(profile && { profile }) }]
      )
    }
    case 'tell':
      return inARow(
        ['trigger', { type: 'unsold' }],
        ['delay', { type: 'delay', minutes: 60 }],
        [
          'email',
          {
            ...{ type: 'email', to: 'address', address: email },
            subject: t('automations.template.tell_subject'),
            text: t('automations.template.tell_body'),
          },
        ]
      )
    case 'pause':
      return inARow(
        ['trigger', { type: 'invoice_overdue' }],
        ['pause_partner', { type: 'pause_partner' }],
        [
          'email',
          {
            ...{ type: 'email', to: 'address', address: email },
            subject: t('automations.template.pause_subject'),
            text: t('automations.template.pause_body'),
          },
        ]
      )
    default:
      return undefined
  }
}
