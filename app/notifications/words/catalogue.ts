import type { Locale } from '#shared/locales'
import type { NoticeKind } from '#notifications/kinds'
import type { NoticeData } from '#notifications/types'

/** Everything is written out already; `data` decides which sentence it is. */
export interface NoticeValues {
  partner: string
  profile: string
  assignment: string
  limit: string
  window: string
  until: string | null
  number: string
  due: string
  room: string
  leads: string
  unsold: string
  share: string
  host: string
  plan: string
  used: string
  /** Who did it; as a noun, such as “a lead of Solar leads” where it may not be named. */
  who: string
  /** The lead, by name where it may be named. */
  lead: string
  /** What is to be done; empty where it may not be said. */
  task: string
  data: NoticeData
}

type Say = (values: NoticeValues) => [title: string, detail?: string]

export interface Words {
  /** Stands where a partner is not known. */
  somebody: string
  draft: string
  /** The same for a plan. */
  plan: string
  /** Of the team, where nobody is known. */
  someone: string
  automation: string
  /** A lead that may not be named, or has no name, by its entity. */
  lead: (entity: string | null) => string
  windows: Record<string, string>
  /** What a kind is called in lists. */
  kinds: Record<NoticeKind, string>
  say: Record<NoticeKind, Say>
}

const english: Words = {
  somebody: 'A partner',
  draft: 'An invoice',
  plan: 'the plan',
  someone: 'Somebody',
  automation: 'An automation',
  lead: (entity) => (entity ? `a lead (${entity})` : 'a lead'),
  windows: {
    day: 'a day',
    week: 'a week',
    month: 'a month',
    total: 'in all',
    spend_day: 'of spend a day',
    spend_week: 'of spend a week',
    spend_month: 'of spend a month',
    spend_total: 'of spend in all',
  },
  kinds: {
    mentioned: 'You are mentioned',
    lead_assigned: 'Lead assigned to you',
    task_due: 'Task due',
    lead_activity: 'News of a watched lead',
    cap_reached: 'Cap reached',
    partner_failing: 'Partner fails',
    endpoint_disabled: 'Endpoint disabled',
    unsold_high: 'Many leads unsold',
    lead_returned: 'Lead returned',
    wish_asked: 'Partner asks for a change',
    erasure_asked: 'Partner asked to erase',
    erasure_overdue: 'Erasure overdue',
    balance_low: 'Balance low',
    invoice_sent: 'Invoice sent',
    invoice_unsent: 'Invoice not sent',
    invoice_overdue: 'Invoice overdue',
    trial_ending: 'Trial ends',
    plan_limit: 'Leads of the plan',
    webhook_disabled: 'Webhook disabled',
    agency_entered: 'Agency at work',
  },
  say: {
    mentioned: ({ who, lead }) => [`${who} mentioned you in a note`, `At ${lead}.`],
    lead_assigned: ({ who, lead }) => [`${who} assigned ${lead} to you`],
    task_due: ({ task, lead }) => [task ? `Due: ${task}` : 'A task of yours is due', `At ${lead}.`],
    lead_activity: ({ who, lead, data }) => [
      data.what === 'sold'
        ? `Sold: ${lead}`
        : data.what === 'unsold'
          ? `Not sold: ${lead}`
          : data.what === 'stage'
            ? `${who} moved ${lead} to ${data.stage}`
            : `${who} wrote a note at ${lead}`,
      'You watch this lead.',
    ],
    cap_reached: ({ partner, assignment, limit, window, until, data }) => [
      data.scope === 'assignment'
        ? `${assignment} of ${partner} reached its cap of ${limit} ${window}`
        : `${partner} reached its cap of ${limit} ${window}`,
      until
        ? `It gets leads again from ${until}.`
        : 'It gets no more leads until the cap is raised.',
    ],
    partner_failing: ({ partner, assignment, until }) => [
      `${partner} fails: ${assignment} is paused`,
      until
        ? `Most requests failed. The endpoint is tried again at ${until}; its leads go to others.`
        : 'Most requests failed. Its leads go to others.',
    ],
    endpoint_disabled: ({ partner, assignment }) => [
      `${assignment} of ${partner} was disabled`,
      'It gets no leads until somebody enables it again.',
    ],
    unsold_high: ({ profile, leads, unsold, share }) => [
      `${profile}: ${share} of the leads of the last hour are unsold`,
      `${unsold} of ${leads} leads found nobody.`,
    ],
    lead_returned: ({ partner }) => [
      `${partner} gives a lead back`,
      'Whether somebody has to decide stands with the lead.',
    ],
    erasure_asked: ({ partner }) => [
      `${partner} is asked to erase a person`,
      'What it received and whether it confirmed stands with the request.',
    ],
    erasure_overdue: ({ partner }) => [
      `${partner} has not confirmed that a person is erased`,
      'Its thirty days are over. Ask it, and note its answer with the request.',
    ],
    wish_asked: ({ partner }) => [
      `${partner} asks for a change`,
      'What it would like stands with the partner. It reads your answer in its portal.',
    ],
    balance_low: ({ partner, room, data }) => [
      data.reached
        ? data.mode === 'credit'
          ? `${partner} reached its credit limit`
          : `The balance of ${partner} is used up`
        : data.mode === 'credit'
          ? `${partner} is near its credit limit`
          : `The balance of ${partner} is low`,
      data.reached ? `${room} left. It gets no leads that cost more.` : `${room} left.`,
    ],
    invoice_sent: ({ partner, number, data }) => [
      data.partner ? `${number} was sent to ${partner}` : `${number} was sent`,
      data.kept ? 'It lies in the outbox: no mail server is set.' : '',
    ],
    invoice_unsent: ({ partner, number, data }) => [
      data.partner ? `${number} could not be sent to ${partner}` : `${number} could not be sent`,
      data.reason === 'no_address'
        ? 'There is no e-mail address.'
        : 'What the mail server said stands with the invoice.',
    ],
    invoice_overdue: ({ partner, number, due, data }) => [
      data.partner ? `${number} of ${partner} is overdue` : `${number} is overdue`,
      `${due} is still due.`,
    ],
    trial_ending: ({ plan, data }) => [
      data.days
        ? `The trial of ${plan} ends in ${data.days === 1 ? '1 day' : `${data.days} days`}`
        : `The trial of ${plan} has ended`,
      data.days
        ? 'Leads come in after that once a plan is chosen.'
        : 'No leads come in until a plan is chosen. Everything stays readable.',
    ],
    plan_limit: ({ plan, used, limit, data }) => [
      `${used} of ${limit} leads of ${plan} are used`,
      data.reached
        ? data.stops
          ? 'No more come in until the next period, or until a larger plan is chosen.'
          : 'Leads still come in; what they cost stands with the plan.'
        : 'What happens beyond them stands with the plan.',
    ],
    webhook_disabled: ({ host }) => [
      `The webhook to ${host} was disabled`,
      'It answered nothing but failures. What happens is sent there again once somebody enables it.',
    ],
    agency_entered: ({ data }) => [
      `${data.person ?? 'Somebody'} of ${data.agency ?? 'your agency'} works in your account`,
      'What they change stands in the history. Owners say in the settings of the team whether the agency may.',
    ],
  },
}

const german: Words = {
  somebody: 'Ein Partner',
  draft: 'Eine Rechnung',
  plan: 'Ihrem Tarif',
  someone: 'Jemand',
  automation: 'Eine Automation',
  lead: (entity) => (entity ? `Lead (${entity})` : 'Lead'),
  windows: {
    day: 'pro Tag',
    week: 'pro Woche',
    month: 'pro Monat',
    total: 'insgesamt',
    spend_day: 'Ausgaben pro Tag',
    spend_week: 'Ausgaben pro Woche',
    spend_month: 'Ausgaben pro Monat',
    spend_total: 'Ausgaben insgesamt',
  },
  kinds: {
    mentioned: 'Sie werden erwähnt',
    lead_assigned: 'Lead für Sie',
    task_due: 'Aufgabe fällig',
    lead_activity: 'Neues von einem beobachteten Lead',
    cap_reached: 'Limit erreicht',
    partner_failing: 'Fehler bei einem Partner',
    endpoint_disabled: 'Endpunkt abgeschaltet',
    unsold_high: 'Viele Leads unverkauft',
    lead_returned: 'Lead zurückgegeben',
    wish_asked: 'Partner wünscht eine Änderung',
    erasure_asked: 'Partner zur Löschung aufgefordert',
    erasure_overdue: 'Löschung überfällig',
    balance_low: 'Guthaben niedrig',
    invoice_sent: 'Rechnung gesendet',
    invoice_unsent: 'Rechnung nicht gesendet',
    invoice_overdue: 'Rechnung überfällig',
    trial_ending: 'Testphase endet',
    plan_limit: 'Leads des Tarifs',
    webhook_disabled: 'Webhook abgeschaltet',
    agency_entered: 'Agentur bei der Arbeit',
  },
  say: {
    mentioned: ({ who, lead }) => [`${who} hat Sie in einer Notiz erwähnt`, `Bei: ${lead}.`],
    lead_assigned: ({ who, lead }) => [`${who} hat Ihnen zugewiesen: ${lead}`],
    task_due: ({ task, lead }) => [
      task ? `Fällig: ${task}` : 'Eine Ihrer Aufgaben ist fällig',
      `Bei: ${lead}.`,
    ],
    lead_activity: ({ who, lead, data }) => [
      data.what === 'sold'
        ? `Verkauft: ${lead}`
        : data.what === 'unsold'
          ? `Nicht verkauft: ${lead}`
          : data.what === 'stage'
            ? `${lead}: Phase ${data.stage}, geändert von ${who}`
            : `${lead}: Notiz von ${who}`,
      'Sie beobachten diesen Lead.',
    ],
    cap_reached: ({ partner, assignment, limit, window, until, data }) => [
      data.scope === 'assignment'
        ? `${assignment} von ${partner} hat das Limit von ${limit} ${window} erreicht`
        : `${partner} hat das Limit von ${limit} ${window} erreicht`,
      until
        ? `Ab ${until} kommen wieder Leads an.`
        : 'Bis das Limit erhöht wird, kommen keine Leads mehr an.',
    ],
    partner_failing: ({ partner, assignment, until }) => [
      `Fehler bei ${partner}: ${assignment} pausiert`,
      until
        ? `Die meisten Anfragen schlugen fehl. Um ${until} wird der Endpunkt wieder versucht; die Leads gehen an andere.`
        : 'Die meisten Anfragen schlugen fehl. Die Leads gehen an andere.',
    ],
    endpoint_disabled: ({ partner, assignment }) => [
      `${assignment} von ${partner} wurde abgeschaltet`,
      'Bis jemand ihn wieder einschaltet, bekommt der Endpunkt keine Leads.',
    ],
    unsold_high: ({ profile, leads, unsold, share }) => [
      `${profile}: ${share} der Leads der letzten Stunde sind unverkauft`,
      `Für ${unsold} von ${leads} Leads fand sich niemand.`,
    ],
    lead_returned: ({ partner }) => [
      `${partner} gibt einen Lead zurück`,
      'Ob jemand entscheiden muss, steht beim Lead.',
    ],
    erasure_asked: ({ partner }) => [
      `${partner} soll eine Person löschen`,
      'Was der Partner erhalten und ob er bestätigt hat, steht bei der Anfrage.',
    ],
    erasure_overdue: ({ partner }) => [
      `${partner} hat die Löschung einer Person nicht bestätigt`,
      'Die Frist von dreißig Tagen ist abgelaufen. Fragen Sie nach und vermerken Sie die Antwort bei der Anfrage.',
    ],
    wish_asked: ({ partner }) => [
      `${partner} wünscht eine Änderung`,
      'Was gewünscht wird, steht beim Partner. Ihre Antwort liest er in seinem Portal.',
    ],
    balance_low: ({ partner, room, data }) => [
      data.reached
        ? data.mode === 'credit'
          ? `${partner} hat das Kreditlimit erreicht`
          : `Das Guthaben von ${partner} ist aufgebraucht`
        : data.mode === 'credit'
          ? `${partner} ist nahe am Kreditlimit`
          : `Das Guthaben von ${partner} geht zur Neige`,
      data.reached ? `Noch ${room}. Teurere Leads kommen nicht mehr an.` : `Noch ${room}.`,
    ],
    invoice_sent: ({ partner, number, data }) => [
      data.partner ? `${number} wurde an ${partner} gesendet` : `${number} wurde gesendet`,
      data.kept ? 'Sie liegt im Postausgang: Es ist kein Mailserver eingestellt.' : '',
    ],
    invoice_unsent: ({ partner, number, data }) => [
      data.partner
        ? `${number} konnte nicht an ${partner} gesendet werden`
        : `${number} konnte nicht gesendet werden`,
      data.reason === 'no_address'
        ? 'Es ist keine E-Mail-Adresse hinterlegt.'
        : 'Was der Mailserver sagte, steht bei der Rechnung.',
    ],
    invoice_overdue: ({ partner, number, due, data }) => [
      data.partner ? `${number} an ${partner} ist überfällig` : `${number} ist überfällig`,
      `Offen sind noch ${due}.`,
    ],
    trial_ending: ({ plan, data }) => [
      data.days
        ? `Die Testphase von ${plan} endet in ${data.days === 1 ? '1 Tag' : `${data.days} Tagen`}`
        : `Die Testphase von ${plan} ist beendet`,
      data.days
        ? 'Danach kommen Leads herein, sobald ein Tarif gewählt ist.'
        : 'Bis ein Tarif gewählt wird, kommen keine Leads herein. Alles bleibt lesbar.',
    ],
    plan_limit: ({ plan, used, limit, data }) => [
      `${used} von ${limit} Leads von ${plan} sind verbraucht`,
      data.reached
        ? data.stops
          ? 'Bis zur nächsten Periode oder bis zu einem größeren Tarif kommen keine weiteren herein.'
          : 'Leads kommen weiter herein; was sie kosten, steht beim Tarif.'
        : 'Was darüber hinaus geschieht, steht beim Tarif.',
    ],
    webhook_disabled: ({ host }) => [
      `Der Webhook an ${host} wurde abgeschaltet`,
      'Es kamen nur noch Fehler zurück. Sobald ihn jemand wieder einschaltet, wird dorthin wieder gesendet.',
    ],
    agency_entered: ({ data }) => [
      `${data.person ?? 'Jemand'} von ${data.agency ?? 'Ihrer Agentur'} arbeitet in Ihrem Konto`,
      'Was geändert wird, steht in der Historie. Ob die Agentur das darf, bestimmen Inhaber in den Einstellungen des Teams.',
    ],
  },
}

export const CATALOGUE: Record<Locale, Words> = { en: english, de: german }
