import { answer } from '#http/api/answers'
import { type ApiRoute, BODY_LIMIT, DOCUMENT_LIMIT, handledBy } from '#http/api/route'
import { pageOf } from '#http/openapi/components'
import { formChangeSchema, newFormSchema, publishFormSchema } from '#capture/validators/form_inputs'
import { configPage } from '#distribution/validators/config_inputs'
import type { JsonSchema } from '#shared/shape'

const FormsController = () => import('#capture/controllers/forms_api_controller')

const tag = 'Configuration'
const read = ['config:read'] as const
const write = ['config:write'] as const
const form: JsonSchema = {
  type: 'object',
  description:
    'The form with its draft (`document`), its `status` (draft, live, closed), the live `version`, the `revision` of the draft, and the `url` of its page.',
}

/** Forms by key: what is changed is the draft, until it is published. */
export const formRoutes: ApiRoute[] = [
  {
    method: 'GET',
    path: '/forms',
    id: 'forms.index',
    tag,
    summary: 'List forms, by key',
    abilities: read,
    ...handledBy(FormsController, 'index'),
    query: configPage,
    answers: { 200: answer('A page of forms.', pageOf(form)) },
  },
  {
    method: 'POST',
    path: '/forms',
    id: 'forms.store',
    tag,
    summary: 'Make a form',
    description:
      'With its `document`, or begun from the fields of its entity: `start` is `required` (the default), `quote`, `callback` or `short`.',
    abilities: write,
    ...handledBy(FormsController, 'store'),
    body: { types: ['json'], limit: DOCUMENT_LIMIT, schema: newFormSchema },
    answers: { 201: answer('The form.', form) },
    problems: [409],
  },
  {
    method: 'GET',
    path: '/forms/:key',
    id: 'forms.show',
    tag,
    summary: 'Read a form with its draft',
    abilities: read,
    ...handledBy(FormsController, 'show'),
    answers: { 200: answer('The form.', form) },
  },
  {
    method: 'PATCH',
    path: '/forms/:key',
    id: 'forms.update',
    tag,
    summary: 'Change a form',
    description:
      'Its name, its draft as a whole, or whether it is open (`status`). With `base`, the revision it was made on top of, it is refused where somebody else saved meanwhile. What visitors see changes when it is published.',
    abilities: write,
    ...handledBy(FormsController, 'update'),
    body: { types: ['json'], limit: DOCUMENT_LIMIT, schema: formChangeSchema },
    answers: { 200: answer('The form as it is now.', form) },
    problems: [409],
  },
  {
    method: 'DELETE',
    path: '/forms/:key',
    id: 'forms.destroy',
    tag,
    summary: 'Delete a form',
    description: 'Its page is gone at once; leads it brought and what they agreed to stay.',
    abilities: write,
    ...handledBy(FormsController, 'destroy'),
    answers: { 204: { description: 'Deleted.' } },
  },
  {
    method: 'POST',
    path: '/forms/:key/publish',
    id: 'forms.publish',
    tag,
    summary: 'Publish the draft of a form',
    description: 'Refused with everything that is in the way, each by its path in the document.',
    abilities: write,
    ...handledBy(FormsController, 'publish'),
    body: { types: ['json'], limit: BODY_LIMIT, optional: true, schema: publishFormSchema },
    answers: { 200: answer('The form as it is now.', form) },
    problems: [409],
  },
]
