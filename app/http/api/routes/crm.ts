import { leadMailSchema as newLeadMail } from '#distribution/validators/lead_mails'
import { mergeSchema as newMerge } from '#distribution/validators/lead_merge'
import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, handledBy } from '#http/api/route'
import {
  duplicatesSchema,
  leadMailSchema,
  leadMailsSchema,
  mergeSchema,
  mergedSchema,
} from '#http/openapi/crm_schemas'

const Mails = () => import('#distribution/controllers/lead_mails_api_controller')
const Merges = () => import('#distribution/controllers/merges_api_controller')

const tag = 'Leads'
const read = ['leads:read'] as const
const write = ['leads:write'] as const

/** What people do with a lead beside selling it. */
export const crmRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/leads/:id/mails',
    id: 'leadMails.index',
    tag,
    summary: 'List the mails that were written to a lead, newest first',
    abilities: read,
    ...handledBy(Mails, 'index'),
    answers: { 200: answer('The mails, with their text.', leadMailsSchema) },
  },
  {
    method: 'POST',
    path: '/leads/:id/mails',
    id: 'leadMails.store',
    tag,
    summary: 'Write a mail to a lead',
    description:
      'From a `template`, or with `subject` and `text` of its own. It goes to an e-mail address of the lead: its first, or the one `to` names by itself or by its field. A value the template names and the lead does not have is refused (422, rule `unfilled`), and so is who stands on a suppression list that blocks everything (rule `suppressed`). At most 20 an hour to one lead and 500 an hour in all.',
    abilities: write,
    ...handledBy(Mails, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: newLeadMail },
    answers: { 201: answer('The mail, queued: it leaves behind this.', leadMailSchema) },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/leads/:id/duplicates',
    id: 'leads.duplicates',
    tag,
    summary: 'Find leads that seem to be the same person’s',
    description:
      'Of the same entity, with the same e-mail address, number or duplicate key, or stored as a duplicate: the newest 20.',
    abilities: read,
    ...handledBy(Merges, 'duplicates'),
    answers: { 200: answer('The leads.', duplicatesSchema) },
  },
  {
    method: 'POST',
    path: '/leads/:id/merge',
    id: 'leads.merge',
    tag,
    summary: 'Merge other leads into this one',
    description:
      'All of it or nothing. Notes, tasks, tags and mails go along; sales, deliveries and what was booked stay with the lead they were made for. The others answer with `merged_into` from then on, are in no list unless it is asked for (`merged=true`), and cannot be changed or distributed (409). 409 also while one of them is being distributed.',
    abilities: write,
    ...handledBy(Merges, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: newMerge },
    answers: { 200: answer('The merges, one for each, and the lead as it is now.', mergedSchema) },
    problems: [409],
  },
  {
    method: 'POST',
    path: '/leads/:id/merges/:merge/undo',
    id: 'leads.unmerge',
    tag,
    summary: 'Undo a merge',
    description:
      'Within 30 days, as long as none of the values that were taken over has changed since.',
    abilities: write,
    ...handledBy(Merges, 'undo'),
    answers: { 200: answer('The merge, undone.', mergeSchema) },
    problems: [409],
  },
]
