import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, DOCUMENT_LIMIT, handledBy } from '#http/api/route'
import { pageOf } from '#http/openapi/components'
import {
  addedSchema,
  checkedSchema,
  consentSchema,
  removedSchema,
  suppressionEntrySchema,
  suppressionListSchema,
  withdrawnSchema,
} from '#http/openapi/suppression_schemas'
import {
  checkSchema,
  entriesQuery,
  entriesSchema,
  listChangeSchema,
  newListSchema,
  removalSchema,
  withdrawSchema,
} from '#privacy/validators/suppression_inputs'

const SuppressionController = () => import('#privacy/controllers/suppression_controller')
const ConsentsController = () => import('#privacy/controllers/consents_controller')

const tag = 'Privacy'
const read = ['config:read'] as const
const write = ['config:write'] as const
/** Whoever hands leads in may also say who is not to be contacted. */
const entries = ['config:write', 'leads:write'] as const

const DIGESTS =
  'Plain addresses (an e-mail address, a phone number, a domain) and SHA-256 or MD5 in hex of their normal forms may stand side by side; `kind` says what all of them are where their shape should not.'

/** Who is not to be contacted, and what people agreed to. */
export const suppressionRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/suppression',
    id: 'suppression.index',
    tag,
    summary: 'List suppression lists, by key',
    abilities: read,
    ...handledBy(SuppressionController, 'index'),
    answers: { 200: answer('All lists.', pageOf(suppressionListSchema)) },
  },
  {
    method: 'POST',
    path: '/suppression',
    id: 'suppression.store',
    tag,
    summary: 'Make a suppression list',
    abilities: write,
    ...handledBy(SuppressionController, 'store'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: newListSchema },
    answers: { 201: answer('The list.', suppressionListSchema) },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/suppression/:key',
    id: 'suppression.show',
    tag,
    summary: 'Read a suppression list',
    abilities: read,
    ...handledBy(SuppressionController, 'show'),
    answers: { 200: answer('The list.', suppressionListSchema) },
  },
  {
    method: 'PATCH',
    path: '/suppression/:key',
    id: 'suppression.update',
    tag,
    summary: 'Change a suppression list',
    abilities: write,
    ...handledBy(SuppressionController, 'update'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: listChangeSchema },
    answers: { 200: answer('The list.', suppressionListSchema) },
  },
  {
    method: 'DELETE',
    path: '/suppression/:key',
    id: 'suppression.destroy',
    tag,
    summary: 'Delete a suppression list with everything on it',
    abilities: write,
    ...handledBy(SuppressionController, 'destroy'),
    answers: { 204: { description: 'Deleted.' } },
  },
  {
    method: 'GET',
    path: '/suppression/:key/entries',
    id: 'suppression.entries.index',
    tag,
    summary: 'Read the entries of a list',
    abilities: read,
    ...handledBy(SuppressionController, 'entries'),
    query: entriesQuery,
    answers: { 200: answer('A page of entries.', pageOf(suppressionEntrySchema)) },
  },
  {
    method: 'POST',
    path: '/suppression/:key/entries',
    id: 'suppression.entries.store',
    tag,
    summary: 'Put up to 10,000 entries on a list',
    description: `${DIGESTS} What is there already takes over the reason and expiry of this request. Entries that cannot be read are told by their place; the others are added.`,
    abilities: entries,
    ...handledBy(SuppressionController, 'add'),
    body: { types: ['json'], limit: DOCUMENT_LIMIT, schema: entriesSchema },
    answers: { 200: answer('What became of them.', addedSchema) },
  },
  {
    method: 'DELETE',
    path: '/suppression/:key/entries',
    id: 'suppression.entries.destroy',
    tag,
    summary: 'Take entries off a list',
    description: DIGESTS,
    abilities: entries,
    ...handledBy(SuppressionController, 'remove'),
    body: { types: ['json'], limit: DOCUMENT_LIMIT, schema: removalSchema },
    answers: { 200: answer('How many were on it.', removedSchema) },
  },
  {
    method: 'POST',
    path: '/suppression/:key/check',
    id: 'suppression.check',
    tag,
    summary: 'Ask whether somebody is on a list, and put them there',
    description:
      'With `add`, whoever is not listed is from now on, for `expires_in` or as long as the list keeps entries. Of any number of such requests at once exactly one answers `added: true`: so several systems can agree who has seen a person first.',
    abilities: entries,
    ...handledBy(SuppressionController, 'check'),
    body: { types: ['json'], limit: BODY_LIMIT, schema: checkSchema },
    answers: { 200: answer('Whether it was listed, and whether it is now.', checkedSchema) },
  },
  {
    method: 'GET',
    path: '/leads/:id/consents',
    id: 'leads.consents',
    tag,
    summary: 'Read what was agreed to with a lead',
    abilities: ['leads:read'],
    ...handledBy(ConsentsController, 'index'),
    answers: { 200: answer('Consents, oldest first.', pageOf(consentSchema)) },
  },
  {
    method: 'POST',
    path: '/leads/:id/consent/withdraw',
    id: 'leads.withdraw_consent',
    tag,
    summary: 'Withdraw the consent of a lead',
    description:
      'All of its consents, or the one named. `suppress` names the suppression lists that its e-mail addresses and phone numbers are put on.',
    abilities: ['leads:write'],
    ...handledBy(ConsentsController, 'withdraw'),
    body: { types: ['json'], limit: BODY_LIMIT, optional: true, schema: withdrawSchema },
    answers: { 200: answer('How many were withdrawn by this.', withdrawnSchema) },
  },
]
