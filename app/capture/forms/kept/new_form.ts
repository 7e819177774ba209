import type { Infer } from '@vinejs/vine/types'
import { createForm } from '#capture/forms/kept/save_form'
import { parseForm } from '#capture/forms/parse_form'
import { startForm } from '#capture/forms/start_form'
import type { Form } from '#capture/forms/types'
import type { newFormInput } from '#capture/validators/form_inputs'
import type { ConfigFailure } from '#distribution/configuration/types'
import { findEntity } from '#entities/repository'
import { type Result, fail } from '#shared/result'

/** Makes a form of what was sent: with its document, or one begun from the entity's fields. */
export async function newForm(
  accountId: string,
  input: Infer<typeof newFormInput>,
  actor: string | null
): Promise<Result<Form, ConfigFailure>> {
  const { key, name, start = 'required', language = 'en' } = input
  const entity = await findEntity(accountId, input.entity)
  if (!entity) {
    const message = `there is no entity "${input.entity}"`
    return fail({ type: 'invalid', problems: [{ field: 'entity', rule: 'unknown', message }] })
  }
  const given = input.document ? parseForm(input.document, 'document') : null
  if (given && !given.ok) return fail({ type: 'invalid', problems: given.problem })
  const document = given?.value ?? startForm(entity, start, language)
  return createForm(accountId, { key, name, entityId: entity.id, document }, { actor })
}
